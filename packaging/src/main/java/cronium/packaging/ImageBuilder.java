package cronium.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Builds the folder of {@code cronium-runner}: {@code bin/cronium-runner}, {@code runtime/} (jlink), {@code lib/} (jars and
 * the AOT cache). Made under another name and moved into place when it is whole.
 */
public final class ImageBuilder {
    /** java.base, and sun.misc.Signal. */
    private static final String MODULES = "java.base,jdk.unsupported";

    private final Path target;

    private ImageBuilder(Path target) {
        this.target = target;
    }

    /** @param arguments the folder to make, then the jars in the order of the class path */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Path> jars = Arrays.stream(arguments).skip(1).map(Path::of).toList();
        new ImageBuilder(Path.of(arguments[0])).build(jars);
    }

    private void build(List<Path> jars) throws IOException, InterruptedException {
        Path coming = target.resolveSibling(target.getFileName() + ".new");
        remove(coming);
        Files.createDirectories(coming.resolve("lib"));
        Files.createDirectories(coming.resolve("bin"));
        link(coming.resolve("runtime"));
        List<String> names = new ArrayList<>();
        for (Path jar : jars) {
            Files.copy(jar, coming.resolve("lib").resolve(jar.getFileName()));
            names.add(jar.getFileName().toString());
        }
        // The jar with main comes first; the launcher names them all, in this order.
        writeLauncher(coming, names);
        remove(target);
        Files.move(coming, target, StandardCopyOption.ATOMIC_MOVE);
        // The cache remembers where the jars are, so it is made when they are in their place.
        new Training(target).run();
    }

    private static void link(Path runtime) {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IllegalStateException(
                        "this JDK has no jlink: expected a full JDK 25, found " + System.getProperty("java.home")));
        int code = jlink.run(
                System.out,
                System.err,
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                runtime.toString());
        if (code != 0) {
            throw new IllegalStateException("jlink failed with " + code);
        }
    }

    private static void writeLauncher(Path image, List<String> jars) throws IOException {
        StringBuilder classPath = new StringBuilder();
        for (String jar : jars) {
            classPath
                    .append(classPath.isEmpty() ? "" : ":")
                    .append("$here/lib/")
                    .append(jar);
        }
        Path launcher = image.resolve("bin/cronium-runner");
        try (InputStream template = ImageBuilder.class.getResourceAsStream("cronium-runner.sh")) {
            if (template == null) {
                throw new IllegalStateException("cronium-runner.sh is missing from this jar");
            }
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(launcher, text.replace("@CLASS_PATH@", classPath));
        }
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
