package cronium.payload.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Folders with strange but legal names, contents and links. */
final class RandomTree {
    private static final int[] LETTERS = {'a', 'b', '.', ' ', '-', '"', '\\', '\n', '\t', '*', 'ä', '€', 0x1f600, 0xfffd
    };

    private final RandomGenerator random;
    private final Path root;
    private final List<String> directories = new ArrayList<>(List.of(""));
    private final List<String> all = new ArrayList<>();

    private RandomTree(RandomGenerator random, Path root) {
        this.random = random;
        this.root = root;
    }

    /** Fills an empty folder. */
    static void fill(Path root, RandomGenerator random) throws IOException {
        RandomTree tree = new RandomTree(random, root);
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            tree.addOne();
        }
    }

    private void addOne() throws IOException {
        String directory = directories.get(random.nextInt(directories.size()));
        String path = directory + name();
        Path file = ExactPath.resolve(root, path);
        if (all.contains(path) || path.length() > 1000) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                Files.createDirectory(file);
                CreatedModes.set(file, 0755);
                directories.add(path + "/");
            }
            case 1 -> addLink(file, directory);
            default -> {
                byte[] content = new byte[random.nextInt(10) == 0 ? random.nextInt(300_000) : random.nextInt(1500)];
                random.nextBytes(content);
                Files.write(file, content);
                CreatedModes.set(file, random.nextBoolean() ? 0755 : 0644);
            }
        }
        all.add(path);
    }

    /** Up to the root, or to anything that was made before, dangling or not. */
    private void addLink(Path link, String directory) throws IOException {
        String up = "../".repeat((int) directory.chars().filter(c -> c == '/').count());
        String down = all.isEmpty() || random.nextInt(3) == 0 ? "missing" : all.get(random.nextInt(all.size()));
        Files.createSymbolicLink(link, ExactPath.relative(up + down));
    }

    private String name() {
        int most = switch (random.nextInt(8)) {
            case 0 -> 60;
            case 1 -> 25;
            default -> 6;
        };
        StringBuilder name = new StringBuilder();
        int length = 1 + random.nextInt(most);
        for (int i = 0; i < length; i++) {
            name.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
        }
        String made = name.toString();
        return made.equals(".") || made.equals("..") ? "dots" : made;
    }
}
