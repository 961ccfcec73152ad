package cronium.e2e;

import cronium.testkit.archives.TarBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A payload that takes its time to unpack. */
final class ManyFiles {
    private static final int FILES = 40_000;

    private ManyFiles() {}

    /** A bash script among tens of thousands of files; those come first. */
    static Path payload(Host host, String script) throws IOException {
        TarBytes tar = new TarBytes();
        for (int file = 0; file < FILES; file++) {
            tar.file("d" + file / 1_000 + "/" + file, Integer.toString(file));
        }
        tar.file("script.sh", script);
        tar.file("manifest.yaml", "version: v1\ninterpreter: bash\nentrypoint: script.sh\n");
        Path payload = Files.write(host.fresh("p.tar.gz"), tar.gzip());
        host.operator().sign(payload);
        return payload;
    }
}
