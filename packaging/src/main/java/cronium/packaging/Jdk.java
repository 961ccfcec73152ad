package cronium.packaging;

import cronium.releases.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/**
 * The JDK whose modules a runtime is linked from.
 *
 * @param vendor as {@code java.vendor} has it
 * @param inputs the SHA-256 of each file that the modules come from, by its name
 */
record Jdk(String vendor, SortedMap<String, String> inputs) {
    private static final String VERSION_CLASS = "java/lang/VersionProps.class";

    /**
     * Looks at it.
     *
     * @param jmods a directory of modules; else the JDK that runs this, which may have them in one file only
     */
    static Jdk of(Optional<Path> jmods) throws IOException {
        SortedMap<String, String> inputs = new TreeMap<>();
        if (jmods.isEmpty()) {
            Path modules = Path.of(System.getProperty("java.home"), "lib/modules");
            inputs.put("lib/modules", sha256(modules));
            return new Jdk(
                    vendor(Files.readAllBytes(FileSystems.getFileSystem(URI.create("jrt:/"))
                            .getPath("/modules/java.base", VERSION_CLASS))),
                    inputs);
        }
        for (String module : SmallRuntime.MODULES) {
            Path file = jmods.get().resolve(module + ".jmod");
            inputs.put(file.getFileName().toString(), sha256(file));
        }
        try (ZipFile base = new ZipFile(jmods.get().resolve("java.base.jmod").toFile());
                InputStream in = base.getInputStream(base.getEntry("classes/" + VERSION_CLASS))) {
            return new Jdk(vendor(in.readAllBytes()), inputs);
        }
    }

    /** A constant of java.base, so that it is the vendor of the modules and not of the JDK that links them. */
    private static String vendor(byte[] versionClass) {
        ClassModel model = ClassFile.of().parse(versionClass);
        return model.fields().stream()
                .filter(field -> field.fieldName().equalsString("VENDOR"))
                .flatMap(field -> field.findAttribute(Attributes.constantValue()).stream())
                .map(constant -> constant.constant().constantValue().toString())
                .findFirst()
                .orElseThrow(() -> new BuildException(VERSION_CLASS + ": expected the constant VENDOR, found none"));
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Sha256.hex(in);
        }
    }
}
