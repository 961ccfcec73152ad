package cronium.packaging;

import cronium.payload.manifest.Manifest;
import cronium.protocol.Protocol;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.api.Load;
import tools.jackson.core.JsonParser;

/**
 * A program of the image.
 *
 * @param name of its launcher; {@code NAME.sh} beside this class is the launcher's text
 * @param jars its class path, in order
 */
record Program(String name, List<Path> jars) {
    /** Jars of the operator's program alone, by the beginning of their names. */
    private static final List<String> OPERATORS = List.of("cronium-cli-", "gitignore-reader-", "bcprov-", "slf4j-nop-");

    /** Jars of it that others have as well. */
    private static final List<String> SHARED = List.of(
            "cronium-payload-", "cronium-releases-", "picocli-", "slf4j-api-", "jackson-core-", "snakeyaml-engine-");

    Program {
        jars = List.copyOf(jars);
    }

    /** What runs on hosts. */
    static Program runner() {
        return ofJarsWith(
                "cronium-runner",
                cronium.runner.Main.class,
                Manifest.class,
                Protocol.class,
                Load.class,
                JsonParser.class);
    }

    /** A program whose class path is made of the jars that these classes were loaded from. */
    static Program ofJarsWith(String name, Class<?>... classes) {
        return new Program(
                name, Arrays.stream(classes).map(Program::jarOf).distinct().toList());
    }

    /** What operators use. */
    static Program cli() {
        return new Program("cronium", jarsWhere(name -> startsWithAny(name, OPERATORS) || startsWithAny(name, SHARED)));
    }

    /** The control plane: every jar of this class path that is not another program's, or packaging itself. */
    static Program server() {
        return new Program(
                "cronium-server",
                jarsWhere(name -> !startsWithAny(name, OPERATORS)
                        && !name.startsWith("cronium-runner-")
                        && !name.startsWith("cronium-packaging-")));
    }

    private static boolean startsWithAny(String name, List<String> beginnings) {
        return beginnings.stream().anyMatch(name::startsWith);
    }

    /** The jars of this class path whose file names are such, in the order of names. */
    private static List<Path> jarsWhere(Predicate<String> isWanted) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(jar -> isWanted.test(jar.getFileName().toString()))
                .sorted(Comparator.comparing(Path::getFileName))
                .toList();
    }

    private static Path jarOf(Class<?> type) {
        Path place = placeOf(type);
        if (!place.toString().endsWith(".jar")) {
            throw new IllegalStateException(
                    type.getName() + ": expected a class of a jar, found one of " + place + "; run mvn package");
        }
        return place;
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type.getName() + " was loaded from no file", e);
        }
    }

    /** What the jars are, in their order. */
    List<Library> libraries() throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (Path jar : jars) {
            libraries.add(Library.of(jar));
        }
        return libraries;
    }

    /** Where the JVM keeps what it learned in the training run. */
    Path cache(Path image) {
        return image.resolve("lib").resolve(name + ".aot");
    }

    Path launcher(Path image) {
        return image.resolve("bin").resolve(name);
    }
}
