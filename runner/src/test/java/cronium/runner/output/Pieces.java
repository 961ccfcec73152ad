package cronium.runner.output;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Bytes as scripts print them, and chunks as pipes deliver them. */
final class Pieces {
    private static final String[] WORDS = {
        "plain words",
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        "ü",
        "€",
        "😀",
        "\0",
        "\u007f",
        "\u001b[31m",
        "\"",
        "\\",
        " ",
        "\u0085",
        "\u202e"
    };
    private static final byte[][] BROKEN = {
        {(byte) 0xff}, {(byte) 0xc3}, {(byte) 0xe2, (byte) 0x82}, {(byte) 0xf0, (byte) 0x9f, (byte) 0x98}, {(byte) 0x80}
    };

    private Pieces() {}

    /** Lines, runs of one letter, control characters, UTF-8 and what is none; now and then a line of several pieces. */
    static byte[] output(RandomGenerator random, boolean alsoBroken) {
        ByteBuilder bytes = new ByteBuilder(1024);
        int parts = random.nextInt(60);
        for (int i = 0; i < parts; i++) {
            switch (random.nextInt(12)) {
                case 0 -> bytes.put("x".repeat(random.nextInt(40)));
                case 1 -> bytes.put(random.nextInt(8) == 0 ? "é".repeat(random.nextInt(200_000)) : "é");
                case 2 -> {
                    if (alsoBroken) {
                        bytes.put(BROKEN[random.nextInt(BROKEN.length)]);
                    }
                }
                default -> bytes.put(WORDS[random.nextInt(WORDS.length)]);
            }
        }
        return Arrays.copyOf(bytes.bytes(), bytes.length());
    }

    /** Where chunks are handed over. */
    interface Taker {
        void take(byte[] chunk, int length);
    }

    /** Hands the bytes over in chunks of random sizes, each in a buffer that is larger and dirty. */
    static void inChunks(byte[] bytes, RandomGenerator random, Taker taker) {
        int at = 0;
        while (at < bytes.length) {
            int size = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 10 : 150_000));
            byte[] chunk = new byte[size + 16];
            random.nextBytes(chunk);
            System.arraycopy(bytes, at, chunk, 0, size);
            taker.take(chunk, size);
            at += size;
        }
    }
}
