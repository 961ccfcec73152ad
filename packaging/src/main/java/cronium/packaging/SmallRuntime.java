package cronium.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The smallest Java runtime that the runner runs on, also for another processor than this one. */
final class SmallRuntime {
    static final List<String> MODULES = List.of("java.base", "jdk.unsupported");

    /**
     * The step of jlink that makes classes for method handles ahead of time. It comes before or after the one that strips,
     * which is chance, and so the classes keep one attribute more or not. The AOT cache has those that are needed.
     */
    static final String MADE_CLASSES = "generate-jli-classes";

    /** Programs and data that only the modules' left out parts read; libsimdsort sorts large arrays of numbers faster. */
    private static final String FILES =
            "**.debuginfo,**/libsimdsort.so,**/jrt-fs.jar,**/jexec,**/keytool,**/libjsig.so,"
                    + "**/cacerts,**/blocked.certs,**/public_suffix_list.dat,**/classlist,**/sdp.conf.template";

    private SmallRuntime() {}

    /**
     * Links it.
     *
     * @param directory made by this
     * @param jmods the modules of the platform that it is for, of this JDK's feature version; else this JDK's own
     * @return N of the glibc 2.N that it needs
     */
    static int link(Path directory, Optional<Path> jmods) throws IOException, InterruptedException {
        Path leftOut = directory.resolveSibling(directory.getFileName() + ".left-out");
        Files.write(leftOut, new LeftOut().paths(jmods));
        List<String> arguments = new ArrayList<>();
        jmods.ifPresent(modules -> arguments.addAll(List.of("--module-path", modules.toString())));
        arguments.addAll(List.of(
                "--add-modules",
                String.join(",", MODULES),
                "--strip-java-debug-attributes",
                "--disable-plugin",
                MADE_CLASSES,
                "--no-header-files",
                "--no-man-pages",
                "--exclude-files",
                FILES,
                "--exclude-resources=@" + leftOut,
                "--output",
                directory.toString()));
        int code = jlink(arguments);
        Files.delete(leftOut);
        if (code != 0) {
            throw new BuildException("jlink failed with " + code);
        }
        return shorten(directory);
    }

    /**
     * jlink lets its plugins work in the order of a map whose keys have no hash of their own (JDK 25,
     * jdk.tools.jlink.internal.TaskHelper), and whether one strips the classes that another makes depends on that order. Those
     * hashes differ with all that a JVM did before, so it is one that did nothing before, and its hashes are all the same.
     */
    private static int jlink(List<String> arguments) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin/jlink");
        if (!Files.isExecutable(program)) {
            throw new BuildException(
                    "this JDK has no jlink: expected a full JDK 25, found " + System.getProperty("java.home"));
        }
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "-J-XX:+UnlockExperimentalVMOptions", "-J-XX:hashCode=2"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .start();
        try (InputStream said = process.getInputStream()) {
            said.transferTo(System.err);
        }
        return process.waitFor();
    }

    private static int shorten(Path directory) throws IOException {
        int glibc = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                if (Elf.isOne(content)) {
                    Elf elf = Elf.of(content);
                    glibc = Math.max(glibc, elf.glibc());
                    Files.write(file, elf.loadedPart());
                }
            }
        }
        return glibc;
    }
}
