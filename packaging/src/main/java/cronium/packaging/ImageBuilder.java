package cronium.packaging;

import cronium.packaging.manual.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;

/**
 * Builds the folder that holds the programs: {@code bin/} (launchers), {@code runtime/} (jlink), {@code lib/} (jars and AOT
 * caches), {@code share/} (manual pages, completion, units). Made under another name and moved into place when it is whole.
 */
public final class ImageBuilder {
    /**
     * java.base, what has sun.misc.Signal, and what BouncyCastle's classes refer to; SQL, JNDI, management, XML and GSS for the libraries of
     * the control plane.
     */
    private static final String MODULES = "java.base,jdk.unsupported,java.logging,java.sql,java.naming,"
            + "java.management,jdk.management,java.xml,java.security.jgss";

    private static final List<String> UNITS = List.of("cronium-runner@.service", "cronium-runner@.timer");
    private static final Program RUNNER = Program.runner();
    private static final Program CLI = Program.cli();
    private static final Program SERVER = Program.server();

    private ImageBuilder() {}

    /**
     * Builds the image.
     *
     * @param arguments the folder to make; {@code --untrained} after it leaves the AOT caches out
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        Path coming = target.resolveSibling(target.getFileName() + ".new");
        Trees.remove(coming);
        Files.createDirectories(coming.resolve("lib"));
        Files.createDirectories(coming.resolve("bin"));
        link(coming.resolve("runtime"));
        for (Program program : List.of(RUNNER, CLI, SERVER)) {
            install(program, coming);
        }
        SharedFiles.write(coming.resolve("share"), version());
        Path units = Files.createDirectory(coming.resolve("share/systemd"));
        for (String unit : UNITS) {
            Files.writeString(units.resolve(unit), Texts.of(unit));
        }
        Path notices = Files.createDirectories(coming.resolve("share/doc/cronium"));
        Files.writeString(notices.resolve("copyright"), Texts.of("copyright.txt"));
        Trees.remove(target);
        Files.move(coming, target, StandardCopyOption.ATOMIC_MOVE);
        if (!List.of(arguments).contains("--untrained")) {
            // A cache remembers where the jars are, so it is made when they are in their place.
            Training.run(target, RUNNER, CLI, SERVER);
        }
    }

    static String version() {
        return Optional.ofNullable(cronium.cli.Main.class.getPackage().getImplementationVersion())
                .orElseThrow(
                        () -> new IllegalStateException("expected a jar with a version, found none; run mvn package"));
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
                "--disable-plugin",
                SmallRuntime.MADE_CLASSES,
                "--no-header-files",
                "--no-man-pages",
                "--output",
                runtime.toString());
        if (code != 0) {
            throw new IllegalStateException("jlink failed with " + code);
        }
    }

    private static void install(Program program, Path image) throws IOException {
        StringBuilder classPath = new StringBuilder();
        for (Path jar : program.jars()) {
            Path copy = image.resolve("lib").resolve(jar.getFileName());
            if (SqliteJar.is(jar)) {
                SqliteJar.copy(jar, copy);
            } else {
                Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            classPath
                    .append(classPath.isEmpty() ? "" : ":")
                    .append("$here/lib/")
                    .append(jar.getFileName());
        }
        Path launcher = program.launcher(image);
        String text = Texts.of("image.sh") + Texts.of("start.sh") + Texts.of(program.name() + ".sh");
        Files.writeString(launcher, text.replace("@NAME@", program.name()).replace("@CLASS_PATH@", classPath));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
