package cronium.dispatch.ssh;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate says of a user's key, OpenSSH's PROTOCOL.certkeys: type, nonce, the key's own numbers, serial, kind, id, names,
 * validity and more. Whether an authority signed it, the host decides.
 */
final class UserCertificate {
    private static final String SUFFIX = "-cert-v01@openssh.com";
    private static final int USER = 1;

    private final String place;
    private final byte[] bytes;
    private final String keyType;
    private final String id;
    private final List<String> users;
    private final long validAfter;
    private final long validBefore;

    private UserCertificate(String place, byte[] bytes, String keyType, ByteBuffer afterKey) {
        this.place = place;
        this.bytes = bytes;
        this.keyType = keyType;
        afterKey.getLong();
        if (afterKey.getInt() != USER) {
            throw new IllegalArgumentException("expected a user's certificate in " + place + ", found a host's");
        }
        this.id = new String(string(afterKey), StandardCharsets.UTF_8);
        this.users = new ArrayList<>();
        ByteBuffer names = ByteBuffer.wrap(string(afterKey));
        while (names.hasRemaining()) {
            users.add(new String(string(names), StandardCharsets.UTF_8));
        }
        this.validAfter = afterKey.getLong();
        this.validBefore = afterKey.getLong();
    }

    /**
     * The certificate, if it is one of this key.
     *
     * @param place where it is, for messages
     * @param certificate what {@link PublicKeyLine} has of it
     * @param key likewise of the public key
     * @throws IllegalArgumentException when it is no user's certificate at all
     */
    static Optional<UserCertificate> of(String place, byte[] certificate, byte[] key) {
        try {
            String type = PublicKeyLine.type(certificate).orElse("");
            if (!type.endsWith(SUFFIX)) {
                throw new IllegalArgumentException("expected a certificate in " + place + ", found "
                        + (type.isEmpty() ? "something else" : "a key of type " + type));
            }
            ByteBuffer ofCertificate = ByteBuffer.wrap(certificate);
            string(ofCertificate);
            string(ofCertificate);
            ByteBuffer ofKey = ByteBuffer.wrap(key);
            String keyType = new String(string(ofKey), StandardCharsets.US_ASCII);
            int length = ofKey.remaining();
            if (!type.equals(keyType + SUFFIX)
                    || ofCertificate.remaining() < length
                    || !ofCertificate.slice(ofCertificate.position(), length).equals(ofKey)) {
                return Optional.empty();
            }
            ofCertificate.position(ofCertificate.position() + length);
            return Optional.of(new UserCertificate(place, certificate, keyType, ofCertificate));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("expected a whole certificate in " + place + ", found an end");
        }
    }

    private static byte[] string(ByteBuffer from) {
        int length = from.getInt();
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] found = new byte[length];
        from.get(found);
        return found;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** The type of certificates of keys of this type. */
    String type() {
        return keyType + SUFFIX;
    }

    /** That which signs, of that which is asked for: a certificate's signature is its key's. */
    static String signing(String algorithm) {
        return algorithm.endsWith(SUFFIX) ? algorithm.substring(0, algorithm.length() - SUFFIX.length()) : algorithm;
    }

    boolean isValidAt(Instant time) {
        long seconds = time.getEpochSecond();
        return Long.compareUnsigned(seconds, validAfter) >= 0 && Long.compareUnsigned(seconds, validBefore) < 0;
    }

    /** For people. */
    @Override
    public String toString() {
        return place + " of \"" + id + "\" for " + (users.isEmpty() ? "nobody" : String.join(", ", users))
                + (validBefore == -1 ? "" : ", valid until " + Instant.ofEpochSecond(Math.max(0, validBefore)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserCertificate that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
