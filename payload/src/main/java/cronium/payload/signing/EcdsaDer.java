package cronium.payload.signing;

/** The DER form of an ECDSA signature of P-256: a sequence of two positive numbers (RFC 3279, 2.2.3), each in one way only. */
final class EcdsaDer {
    /** Tag and length, and twice tag, length, sign and 32 bytes. */
    private static final int MAX_BYTES = 72;

    private static final int NUMBER = 32;

    private EcdsaDer() {}

    static boolean isSignature(byte[] der) {
        if (der.length > MAX_BYTES || der.length < 8 || der[0] != 0x30 || der[1] != der.length - 2) {
            return false;
        }
        int second = 4 + der[3];
        return der[3] > 0
                && second + 2 < der.length
                && isNumber(der, 2, second)
                && second + 2 + der[second + 1] == der.length
                && isNumber(der, second, der.length);
    }

    /** The two numbers of a signature, 32 bytes each. */
    static byte[] numbers(byte[] signature) {
        byte[] numbers = new byte[2 * NUMBER];
        int second = 4 + signature[3];
        put(signature, 2, numbers, 0);
        put(signature, second, numbers, NUMBER);
        return numbers;
    }

    private static void put(byte[] der, int start, byte[] numbers, int offset) {
        int length = Math.min(der[start + 1], NUMBER);
        int end = start + 2 + der[start + 1];
        System.arraycopy(der, end - length, numbers, offset + NUMBER - length, length);
    }

    /** Positive, and without a byte that it does not need. */
    private static boolean isNumber(byte[] der, int start, int end) {
        int first = start + 2;
        if (der[start] != 0x02 || first >= end || der[first] < 0) {
            return false;
        }
        return der[first] != 0 ? end - first <= 32 : end - first > 1 && end - first <= 33 && der[first + 1] < 0;
    }
}
