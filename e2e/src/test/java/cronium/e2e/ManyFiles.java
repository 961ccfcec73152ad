package cronium.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A payload that takes its time to unpack. */
final class ManyFiles {
    private static final int FILES = 40_000;

    private ManyFiles() {}

    static Path payload(Host host, String script) throws IOException, InterruptedException {
        PayloadFolder folder = host.bash(script);
        for (int directory = 0; directory < FILES / 1_000; directory++) {
            Path made = Files.createDirectory(folder.path().resolve("d" + directory));
            Path first = Files.createFile(made.resolve("0"));
            for (int file = 1; file < 1_000; file++) {
                Files.createLink(made.resolve(Integer.toString(file)), first);
            }
        }
        return folder.pack();
    }
}
