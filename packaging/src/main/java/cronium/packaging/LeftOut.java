package cronium.packaging;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Chooses what of the Java platform the runner's runtime does without; {@code left-out.txt} has the rules. */
final class LeftOut {
    private static final String BASE = "java.base";

    /** A file of a module. */
    private record Resource(String path, long size) {
        String folder() {
            return path.substring(0, path.lastIndexOf('/'));
        }

        boolean isData() {
            return !path.endsWith(".class");
        }
    }

    private final List<Pattern> rules;

    LeftOut() throws IOException {
        this.rules = Texts.of("left-out.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Pattern::compile)
                .toList();
    }

    /**
     * The paths to leave out, as jlink takes them.
     *
     * @param jmods where the modules are; else they are those of this JDK
     */
    List<String> paths(Optional<Path> jmods) throws IOException {
        Map<String, List<Resource>> folders = new TreeMap<>();
        for (Resource resource : jmods.isPresent() ? packed(jmods.get()) : own()) {
            folders.computeIfAbsent(resource.folder(), _ -> new ArrayList<>()).add(resource);
        }
        List<String> paths = new ArrayList<>();
        for (List<Resource> folder : folders.values()) {
            List<Resource> matching =
                    new ArrayList<>(folder.stream().filter(this::matches).toList());
            if (matching.size() == folder.size()) {
                // jlink refuses a module that lacks a package of its descriptor.
                matching.stream()
                        .min(Comparator.comparing(Resource::isData)
                                .thenComparingLong(Resource::size)
                                .thenComparing(Resource::path))
                        .ifPresent(matching::remove);
            }
            matching.forEach(resource -> paths.add(resource.path));
        }
        return paths;
    }

    private boolean matches(Resource resource) {
        return rules.stream().anyMatch(rule -> rule.matcher(resource.path).matches());
    }

    private static List<Resource> own() throws IOException {
        FileSystem runtime = FileSystems.getFileSystem(URI.create("jrt:/"));
        Path module = runtime.getPath("/modules", BASE);
        List<Resource> resources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(module)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                resources.add(new Resource("/" + BASE + "/" + module.relativize(file), Files.size(file)));
            }
        }
        return resources;
    }

    /** A .jmod file is a zip file after four bytes. */
    private static List<Resource> packed(Path jmods) throws IOException {
        try (ZipFile module = new ZipFile(jmods.resolve(BASE + ".jmod").toFile())) {
            return module.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith("classes/"))
                    .map(entry ->
                            new Resource("/" + BASE + entry.getName().substring("classes".length()), entry.getSize()))
                    .toList();
        }
    }
}
