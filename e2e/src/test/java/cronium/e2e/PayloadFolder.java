package cronium.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a payload, packed by GNU tar as the reference's users do it. */
final class PayloadFolder {
    private final Host host;
    private final Path folder;
    private String manifestName = "manifest.yaml";
    private String manifest;

    private PayloadFolder(Host host, Path folder, String manifest) {
        this.host = host;
        this.folder = folder;
        this.manifest = manifest;
    }

    static PayloadFolder of(Host host, String interpreter, String entrypoint, String script) throws IOException {
        PayloadFolder made = new PayloadFolder(
                host,
                host.freshDirectory("folder"),
                "version: v1\ninterpreter: " + interpreter + "\nentrypoint: " + entrypoint + "\n");
        return made.file(entrypoint, script.getBytes(StandardCharsets.UTF_8));
    }

    Path path() {
        return folder;
    }

    /** Lines at the end of the manifest. */
    PayloadFolder manifest(String more) {
        manifest += more;
        return this;
    }

    /** Another manifest altogether. */
    PayloadFolder manifestFile(String name, String text) {
        manifestName = name;
        manifest = text;
        return this;
    }

    PayloadFolder file(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
        return this;
    }

    /** The folder with its manifest, not packed. */
    Path withManifest() throws IOException {
        Files.writeString(folder.resolve(manifestName), manifest, StandardCharsets.UTF_8);
        return folder;
    }

    /** Packs what is there. */
    Path packUnsigned() throws IOException, InterruptedException {
        withManifest();
        Path payload = host.fresh("p.tar.gz");
        Process tar = new ProcessBuilder("tar", "-czf", payload.toString(), "-C", folder.toString(), ".")
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new AssertionError("expected tar to pack " + folder + ", found exit code " + tar.exitValue());
        }
        return payload;
    }

    /** Packs what is there, and signs it with the key that the host trusts. */
    Path pack() throws IOException, InterruptedException {
        Path payload = packUnsigned();
        host.operator().sign(payload);
        return payload;
    }
}
