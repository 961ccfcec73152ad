package cronium.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Messages of clients with random values, all of them allowed. */
final class RandomMessages {
    private static final String ID = "abcxyzABCXYZ0189._-";
    private static final String WORD = "abcz09.-";

    private final RandomGenerator random;

    RandomMessages(RandomGenerator random) {
        this.random = random;
    }

    ClientMessage ofClient() {
        return switch (random.nextInt(8)) {
            case 0 -> new ClientMessage.UploadBegin(random.nextLong(), digest(), 1 + amount() / 2);
            case 1 -> new ClientMessage.UploadChunk(digest(), amount(), bytes(1, 5000));
            case 2 ->
                new ClientMessage.Submit(
                        random.nextLong(),
                        id(),
                        digest(),
                        bytes(0, 3000),
                        list(() -> new ProofFile("." + id('a', WORD).replace(".", ""), bytes(0, 200))),
                        list(this::text),
                        bytes(0, 100),
                        amount());
            case 3 -> new ClientMessage.Follow(random.nextLong(), id(), amount(), amount());
            case 4 -> new ClientMessage.Credit(id(), amount());
            case 5 -> new ClientMessage.Cancel(random.nextLong(), id(), amount());
            case 6 -> new ClientMessage.Ping(random.nextLong());
            default -> new ClientMessage.HasPayload(random.nextLong(), digest());
        };
    }

    private String id() {
        return id('x', ID);
    }

    private String id(char first, String letters) {
        StringBuilder id = new StringBuilder().append(first);
        for (int i = random.nextInt(40); i > 0; i--) {
            id.append(letters.charAt(random.nextInt(letters.length())));
        }
        return id.toString();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            // Every character but surrogates, which are none alone.
            text.appendCodePoint(
                    random.nextBoolean()
                            ? random.nextInt(0xd800)
                            : 0xe000 + random.nextInt(Character.MAX_CODE_POINT + 1 - 0xe000));
        }
        return text.toString();
    }

    private Sha256 digest() {
        byte[] digest = new byte[Sha256.BYTES];
        random.nextBytes(digest);
        return Sha256.of(digest);
    }

    private Bytes bytes(int least, int most) {
        byte[] bytes = new byte[least + random.nextInt(most)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private long amount() {
        return random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }
}
