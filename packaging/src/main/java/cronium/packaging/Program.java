package cronium.packaging;

import cronium.payload.manifest.Manifest;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import tools.jackson.core.JsonParser;

/**
 * A program of the image.
 *
 * @param name of its launcher; {@code NAME.sh} beside this class is the launcher's text
 * @param jars its class path, in order
 */
record Program(String name, List<Path> jars) {
    Program {
        jars = List.copyOf(jars);
    }

    /** What runs on hosts. */
    static Program runner() {
        return ofJarsWith("cronium-runner", cronium.runner.Main.class, Manifest.class, Load.class, JsonParser.class);
    }

    /** A program whose class path is made of the jars that these classes were loaded from. */
    static Program ofJarsWith(String name, Class<?>... classes) {
        return new Program(
                name, Arrays.stream(classes).map(Program::jarOf).distinct().toList());
    }

    /** A program whose class path is every jar of this one's but that of a class. */
    static Program ofAllJarsBut(String name, Class<?> type) {
        Path without = jarOf(type);
        return new Program(
                name,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> entry.endsWith(".jar"))
                        .map(Path::of)
                        .filter(jar -> !jar.equals(without))
                        .toList());
    }

    private static Path jarOf(Class<?> type) {
        try {
            Path place = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (!place.toString().endsWith(".jar")) {
                throw new IllegalStateException(
                        type.getName() + ": expected a class of a jar, found one of " + place + "; run mvn package");
            }
            return place;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type.getName() + " was loaded from no file", e);
        }
    }

    /** Where the JVM keeps what it learned in the training run. */
    Path cache(Path image) {
        return image.resolve("lib").resolve(name + ".aot");
    }

    Path launcher(Path image) {
        return image.resolve("bin").resolve(name);
    }
}
