package cronium.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
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
    static int link(Path directory, Optional<Path> jmods) throws IOException {
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
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new BuildException(
                        "this JDK has no jlink: expected a full JDK 25, found " + System.getProperty("java.home")));
        int code = jlink.run(System.err, System.err, arguments.toArray(String[]::new));
        Files.delete(leftOut);
        if (code != 0) {
            throw new BuildException("jlink failed with " + code);
        }
        return shorten(directory);
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
