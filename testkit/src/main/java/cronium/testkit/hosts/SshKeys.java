package cronium.testkit.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys and certificates, made by ssh-keygen. */
public final class SshKeys {
    private SshKeys() {}

    /** An Ed25519 key without a passphrase; its public half comes beside it. */
    public static Path make(Path file) {
        return make(file, "-t", "ed25519", "-N", "");
    }

    /** As the options of ssh-keygen say. */
    public static Path make(Path file, String... options) {
        return run(file, options);
    }

    /** Shuts a key that was open. */
    public static void shut(Path file, String passphrase) {
        run(file, "-p", "-P", "", "-N", passphrase);
    }

    private static Path run(Path file, String... options) {
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q"));
        command.addAll(List.of(options));
        command.addAll(List.of("-f", file.toString()));
        Tool.run(command.toArray(String[]::new));
        return file;
    }

    /** The line with the public half. */
    public static String publicLine(Path file) {
        try {
            return Files.readString(half(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path half(Path file) {
        return Path.of(file + ".pub");
    }

    /**
     * Certifies a key; the certificate comes beside it.
     *
     * @param options such as {@code -n NAMES}, {@code -h} and {@code -V VALIDITY}
     * @return the certificate's file
     */
    public static Path certify(Path authority, Path file, String... options) {
        List<String> command =
                new ArrayList<>(List.of("ssh-keygen", "-q", "-s", authority.toString(), "-I", "of the test"));
        command.addAll(List.of(options));
        command.add(half(file).toString());
        Tool.run(command.toArray(String[]::new));
        return Path.of(file + "-cert.pub");
    }
}
