package cronium.packaging;

import cronium.releases.JsonText;
import cronium.releases.RunnerContent;
import cronium.releases.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The SBOM of a runner: CycloneDX 1.6, JSON, without times and random numbers, so that it is a function of the runner. */
final class Sbom {
    private static final String JDK_LICENCE = "GPL-2.0-only WITH Classpath-exception-2.0";

    private Sbom() {}

    /**
     * Writes it.
     *
     * @param content what is in the file itself
     * @param libraries what its jars are
     */
    static String of(
            String runner, Version version, String sha256, RunnerContent content, List<Library> libraries, Jdk jdk) {
        List<Fields> components = new ArrayList<>();
        for (Map.Entry<String, String> jar : content.jars().entrySet()) {
            components.add(library(jar.getKey(), jar.getValue(), libraries));
        }
        for (String module : content.modules()) {
            components.add(module(module, content.javaVersion(), jdk.vendor()));
        }
        Fields subject = new Fields()
                .put("type", "application")
                .put("bom-ref", runner)
                .put("name", runner)
                .put("version", version.text())
                .put("hashes", sha256(sha256));
        return JsonText.of(new Fields()
                .put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
                .put("bomFormat", "CycloneDX")
                .put("specVersion", "1.6")
                .putNumber("version", 1)
                .put("metadata", new Fields().put("component", subject))
                .put("components", components)
                .value());
    }

    /** Its digest is that of the jar in the runner. */
    private static Fields library(String path, String sha256, List<Library> libraries) {
        Library library = libraries.stream()
                .filter(one -> path.equals("lib/" + one.fileName()))
                .findFirst()
                .orElseThrow(
                        () -> new BuildException(path + ": expected a jar of the runner's class path, found another"));
        Fields component = new Fields()
                .put("type", "library")
                .put("bom-ref", library.purl())
                .put("group", library.group())
                .put("name", library.artifact())
                .put("version", library.version())
                .put("hashes", sha256(sha256));
        library.licence()
                .ifPresent(licence -> component.put("licenses", List.of(new Fields().put("expression", licence))));
        return component.put("purl", library.purl()).put("properties", property("cronium:path", path));
    }

    private static Fields module(String name, String version, String vendor) {
        return new Fields()
                .put("type", "library")
                .put("bom-ref", "jdk/" + name)
                .put("supplier", new Fields().put("name", vendor))
                .put("name", name)
                .put("version", version)
                .put("licenses", List.of(new Fields().put("expression", JDK_LICENCE)))
                .put("properties", property("cronium:module", name));
    }

    private static List<Fields> sha256(String digest) {
        return List.of(new Fields().put("alg", "SHA-256").put("content", digest));
    }

    private static List<Fields> property(String name, String value) {
        return List.of(new Fields().put("name", name).put("value", value));
    }
}
