package cronium.dispatch.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a file like {@code ~/.ssh/config} and those that it includes. */
final class ConfigurationFiles {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_FILES = 1000;
    /** As many as ssh(1) allows. */
    private static final int MOST_DEPTH = 16;

    private final Path home;
    private int files;

    /** @param home what {@code ~} is; relative names are below its {@code .ssh} */
    ConfigurationFiles(Path home) {
        this.home = home;
    }

    /** What stands in a file, in its order; nothing if there is none. */
    List<ConfigurationPart> read(Path file) throws IOException, SshConfigurationException {
        return Files.exists(file) ? read(file, 0) : List.of();
    }

    private List<ConfigurationPart> read(Path file, int depth) throws IOException, SshConfigurationException {
        List<ConfigurationPart> parts = new ArrayList<>();
        int number = 0;
        for (String text : text(file).lines().toList()) {
            number++;
            Optional<ConfigurationLine> line = ConfigurationLine.parse(file + " line " + number, text);
            if (line.isEmpty()) {
                continue;
            }
            if (line.get().key().equals("include")) {
                parts.add(included(line.get(), depth + 1));
            } else {
                parts.add(line.get());
            }
        }
        return parts;
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("expected at most " + MOST_BYTES + " bytes in " + file + ", found more");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Patterns name files; one that fits none is passed over, as by ssh(1). */
    private ConfigurationPart included(ConfigurationLine line, int depth)
            throws IOException, SshConfigurationException {
        if (depth > MOST_DEPTH) {
            throw line.fault(
                    "expected files in files at most " + MOST_DEPTH + " deep, found more: does one include itself?");
        }
        List<List<ConfigurationPart>> found = new ArrayList<>();
        for (String pattern : line.arguments()) {
            for (Path file : matching(line, pattern)) {
                files++;
                if (files > MOST_FILES) {
                    throw line.fault("expected at most " + MOST_FILES + " files, found more");
                }
                found.add(read(file, depth));
            }
        }
        return new ConfigurationPart.Included(found);
    }

    private List<Path> matching(ConfigurationLine line, String pattern) throws IOException, SshConfigurationException {
        Path path = pattern.startsWith("~/")
                ? home.resolve(pattern.substring(2))
                : home.resolve(".ssh").resolve(pattern);
        Path parent = Optional.ofNullable(path.getParent()).orElse(home);
        if (isPattern(parent.toString())) {
            throw line.fault("expected a pattern only behind the last /, found " + pattern);
        }
        String name = String.valueOf(path.getFileName());
        if (!isPattern(name)) {
            return Files.isRegularFile(path) ? List.of(path) : List.of();
        }
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, name)) {
            for (Path child : children) {
                // As in a shell, a star does not stand for a dot at the beginning.
                boolean isHidden = String.valueOf(child.getFileName()).startsWith(".") && !name.startsWith(".");
                if (Files.isRegularFile(child) && !isHidden) {
                    found.add(child);
                }
            }
        }
        found.sort(null);
        return found;
    }

    private static boolean isPattern(String text) {
        return text.contains("*") || text.contains("?") || text.contains("[");
    }
}
