package cronium.releases;

import cronium.payload.signing.Json.JsonException;
import cronium.payload.signing.PayloadFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks one runner of a version, its SBOM and its provenance. */
final class RunnerCheck {
    private final Version version;
    private final String runner;
    private final SortedMap<String, String> digests;
    private final VersionFolder folder;
    private final Findings findings;
    private final Signatures signatures;

    RunnerCheck(
            Version version,
            String runner,
            SortedMap<String, String> digests,
            VersionFolder folder,
            Findings findings,
            Signatures signatures) {
        this.version = version;
        this.runner = runner;
        this.digests = digests;
        this.folder = folder;
        this.findings = findings;
        this.signatures = signatures;
    }

    void check() throws IOException {
        Optional<PayloadFile> opened = folder.runner(runner);
        if (opened.isPresent()) {
            try (PayloadFile file = opened.get()) {
                checkDigest(runner, file);
                signatures.check(runner, file);
                checkSbom(content(file));
            }
        } else {
            checkSbom(Optional.empty());
        }
        checkProvenance();
    }

    private void checkDigest(String name, PayloadFile file) {
        String expected = digests.getOrDefault(name, "none in " + FileNames.SUMS);
        if (!file.sha256().equals(expected)) {
            findings.add(StoreFault.FILE_CHANGED, name, "sha256 " + expected, file.sha256());
        }
    }

    private Optional<RunnerContent> content(PayloadFile file) throws IOException {
        try (InputStream in = file.open()) {
            return Optional.of(RunnerContent.read(in));
        } catch (StoreException e) {
            findings.add(StoreFault.RUNNER_MALFORMED.code(), runner, e.getMessage());
            return Optional.empty();
        }
    }

    private void checkSbom(Optional<RunnerContent> content) throws IOException {
        String name = FileNames.sbom(runner);
        Optional<byte[]> bytes = folder.read(name, Bom.MAX_BYTES);
        if (bytes.isEmpty()) {
            return;
        }
        PayloadFile file = PayloadFile.of(name, bytes.get());
        checkDigest(name, file);
        signatures.check(name, file);
        try {
            Bom bom = Bom.parse(bytes.get());
            compare(
                    name,
                    "version of " + bom.subject().name(),
                    version.text(),
                    bom.subject().version());
            compare(
                    name,
                    "sha256 of " + runner,
                    digests.getOrDefault(runner, ""),
                    bom.subject().sha256().orElse("none"));
            if (content.isPresent()) {
                compareJars(name, content.get(), bom);
                compareModules(name, content.get(), bom);
            }
        } catch (JsonException e) {
            findings.add(StoreFault.SBOM_MALFORMED, name, "a CycloneDX document", e.found());
        }
    }

    private void compareJars(String name, RunnerContent content, Bom bom) {
        for (String path : union(content.jars(), bom.jars())) {
            compare(
                    name,
                    "sha256 of " + path,
                    content.jars().getOrDefault(path, "none in the runner"),
                    Optional.ofNullable(bom.jars().get(path))
                            .map(jar -> jar.sha256().orElse("a component without sha256"))
                            .orElse("no component"));
        }
    }

    private void compareModules(String name, RunnerContent content, Bom bom) {
        Map<String, String> versions = new TreeMap<>();
        content.modules().forEach(module -> versions.put(module, content.javaVersion()));
        for (String module : union(versions, bom.modules())) {
            compare(
                    name,
                    "version of " + module,
                    versions.getOrDefault(module, "none in the runner"),
                    Optional.ofNullable(bom.modules().get(module))
                            .map(Bom.Component::version)
                            .orElse("no component"));
        }
    }

    private static SortedSet<String> union(Map<String, ?> one, Map<String, ?> other) {
        SortedSet<String> union = new TreeSet<>(one.keySet());
        union.addAll(other.keySet());
        return union;
    }

    private void compare(String name, String what, String expected, String found) {
        if (!expected.equals(found)) {
            findings.add(StoreFault.SBOM_MISMATCH, name, what + " " + expected, found);
        }
    }

    private void checkProvenance() throws IOException {
        String name = FileNames.provenance(runner);
        Optional<byte[]> content = signatures.open(name);
        if (content.isEmpty()) {
            return;
        }
        try {
            Statement statement = Statement.parse(content.get());
            SortedMap<String, String> subjects = new TreeMap<>();
            for (String subject : new String[] {runner, FileNames.sbom(runner)}) {
                subjects.put(subject, digests.getOrDefault(subject, "none in " + FileNames.SUMS));
            }
            requireSame(
                    name, "subjects", subjects.toString(), statement.subjects().toString());
            requireSame(name, "platform", FileNames.platform(runner), statement.platform());
            requireSame(name, "version", version.text(), statement.version());
        } catch (JsonException e) {
            findings.add(StoreFault.PROVENANCE_MALFORMED, name, "an in-toto statement with SLSA provenance", e.found());
        }
    }

    private void requireSame(String name, String what, String expected, String found) {
        if (!expected.equals(found)) {
            findings.add(StoreFault.PROVENANCE_MISMATCH, name, what + " " + expected, found);
        }
    }
}
