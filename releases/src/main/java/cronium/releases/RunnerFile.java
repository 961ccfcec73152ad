package cronium.releases;

import cronium.payload.signing.PayloadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A runner in the store, as it is given to whoever puts runners on hosts.
 *
 * @param platform such as {@code linux/amd64}
 * @param path where it is
 * @param sha256 in 64 lower-case hexadecimal digits
 * @param size in bytes
 * @param signature base64, as the file beside it has it
 */
public record RunnerFile(String platform, Path path, String sha256, long size, String signature) {
    private static final int MAX_SIGNATURE_BYTES = 4096;

    /**
     * The runners of a version by platform, as they are now; nothing of them is checked, see {@link ReleaseCheck}.
     *
     * @throws StoreException if there is none, or one cannot be read
     */
    public static List<RunnerFile> of(RunnerStore store, Version version) throws IOException {
        Findings findings = new Findings();
        Path directory = store.existing(version);
        VersionFolder folder = new VersionFolder(directory, findings);
        List<RunnerFile> runners = new ArrayList<>();
        for (String name : folder.names()) {
            if (FileNames.isRunner(name)) {
                Optional<byte[]> signature = folder.read(FileNames.signature(name), MAX_SIGNATURE_BYTES);
                try (PayloadFile file = folder.runner(name).orElseThrow(() -> unreadable(version, findings))) {
                    runners.add(new RunnerFile(
                            FileNames.platform(name),
                            directory.resolve(name),
                            file.sha256(),
                            file.size(),
                            new String(
                                            signature.orElseThrow(() -> unreadable(version, findings)),
                                            StandardCharsets.US_ASCII)
                                    .strip()));
                }
            }
        }
        if (runners.isEmpty()) {
            throw new StoreException("version " + version + ": expected a runner, found none");
        }
        return List.copyOf(runners);
    }

    private static StoreException unreadable(Version version, Findings findings) {
        return new StoreException(
                "version " + version + ": " + findings.all().getLast().sentence());
    }
}
