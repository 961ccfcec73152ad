package cronium.releases;

import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.TrustStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks all files of one version, and goes on after a fault so that all of them are told. For one use and one thread. */
public final class ReleaseCheck {
    private final Version version;
    private final Findings findings = new Findings();
    private final VersionFolder folder;
    private final Signatures signatures;

    private ReleaseCheck(Version version, Path directory, TrustStore trust, Instant now) {
        this.version = version;
        this.folder = new VersionFolder(directory, findings);
        this.signatures = new Signatures(folder, findings, trust, now);
    }

    /**
     * Checks a version: the list of digests against the files, every signature, each SBOM against its runner, each provenance
     * statement against the files and the version.
     *
     * @param now when keys must not have expired
     * @throws IOException if a file cannot be read for a reason that is the host's
     */
    public static ReleaseReport check(Version version, Path directory, TrustStore trust, Instant now)
            throws IOException {
        return new ReleaseCheck(version, directory, trust, now).check();
    }

    private ReleaseReport check() throws IOException {
        SortedMap<String, String> digests = digests();
        List<String> runners =
                digests.keySet().stream().filter(FileNames::isRunner).toList();
        if (!digests.isEmpty()) {
            checkNames(digests.keySet(), runners);
        }
        for (String runner : runners) {
            new RunnerCheck(version, runner, digests, folder, findings, signatures).check();
        }
        return new ReleaseReport(
                version, runners.stream().map(FileNames::platform).toList(), signatures.signers(), findings.all());
    }

    /** Empty if there are none to be relied on, which is then a finding. */
    private SortedMap<String, String> digests() throws IOException {
        Optional<byte[]> content = folder.read(FileNames.SUMS, Sums.MAX_BYTES);
        if (content.isEmpty()) {
            return new TreeMap<>();
        }
        signatures.check(FileNames.SUMS, PayloadFile.of(FileNames.SUMS, content.get()));
        try {
            return Sums.parse(content.get()).digests();
        } catch (StoreException e) {
            findings.add(StoreFault.SUMS_MALFORMED.code(), FileNames.SUMS, e.getMessage());
            return new TreeMap<>();
        }
    }

    private void checkNames(Iterable<String> listed, List<String> runners) throws IOException {
        SortedSet<String> expected = new TreeSet<>(List.of(FileNames.SUMS, FileNames.signature(FileNames.SUMS)));
        List<String> owned = new ArrayList<>();
        for (String runner : runners) {
            owned.addAll(List.of(runner, FileNames.sbom(runner)));
            expected.add(FileNames.provenance(runner));
        }
        for (String name : owned) {
            expected.add(name);
            expected.add(FileNames.signature(name));
        }
        for (String name : listed) {
            if (!owned.contains(name)) {
                findings.add(StoreFault.SUMS_MALFORMED, FileNames.SUMS, "runners and their SBOMs alone", name);
            }
        }
        for (String name : folder.names()) {
            if (!expected.contains(name)) {
                findings.add(
                        StoreFault.FILE_EXTRA, name, "no file that " + FileNames.SUMS + " does not have", "this one");
            }
        }
    }
}
