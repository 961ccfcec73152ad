package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Same folder, same bytes: whoever packs it, wherever, with however many threads. */
@ExtendWith(HostExtension.class)
class SameBytesIT {
    /** Recorded once. It changes only if the format does, or if a JDK comes with a zlib that compresses differently. */
    private static final String RECORDED = "029895b1201d64cfeacccc1030b3e8c1412e5259a95a54f78463e7dbc73233bf";

    /** Somebody who has the folder and packs it. */
    private record Packer(int uid, String umask, String zone, String locale, String time) {}

    private static final List<Packer> PACKERS = List.of(
            new Packer(65_534, "077", "Pacific/Kiritimati", "tr_TR.UTF-8", "2038-07-01T12:34:56Z"),
            new Packer(54_321, "002", "America/St_Johns", "C", "1999-12-31T23:59:59Z"));

    @Test
    void twoUsersOnOneAndOnAllProcessorsMakeTheSamePayload(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Needs.tool("taskset", "util-linux");
        Path folder = folder(host);
        Path image = Image.readable();
        List<String> digests = new ArrayList<>();
        for (Packer packer : PACKERS) {
            Path own = host.freshDirectory("of-" + packer.uid());
            Files.setAttribute(own, "unix:uid", packer.uid());
            Files.setAttribute(own, "unix:gid", packer.uid());
            String copy = "cp -r \"$1\" folder && find folder -exec touch -h -d " + packer.time() + " {} +";
            succeed(as(packer, own, host.program(Path.of("sh"), List.of("-c", copy, "sh", folder.toString()))));
            assertThat(Files.getAttribute(own.resolve("folder/script.sh"), "unix:uid"))
                    .isEqualTo(packer.uid());
            digests.add(pack(packer, own, image, host, "taskset", "-c", firstProcessor()));
            digests.add(pack(packer, own, image, host, "env"));
        }

        assertThat(digests).hasSize(4).containsOnly(RECORDED);
    }

    /** What its payload's SHA-256 is, and the program says that it is. */
    private static String pack(Packer packer, Path own, Path image, Host host, String... wrapper)
            throws IOException, InterruptedException {
        Path payload = own.resolve(wrapper[0] + ".tar.gz");
        List<String> words = List.of("payload", "pack", own.resolve("folder").toString(), "-o", payload.toString());
        Launch launch = host.program(image.resolve("bin/cronium"), words).under(wrapper);
        Finished finished = succeed(as(packer, own, launch));
        String digest = Sha256.hex(Files.readAllBytes(payload));
        assertThat(finished.outText()).isEqualTo(digest + "  " + payload + "\n");
        return digest;
    }

    private static Launch as(Packer packer, Path own, Launch launch) {
        String id = String.valueOf(packer.uid());
        return launch.inShell("umask " + packer.umask() + " && cd \"$HOME\" && exec \"$@\"")
                .under("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "--")
                .with("HOME", own.toString())
                .with("TZ", packer.zone())
                .with("LANG", packer.locale());
    }

    private static Finished succeed(Launch launch) throws IOException, InterruptedException {
        Finished finished = launch.run();
        assertThat(finished.exitCode()).as(finished.errText()).isZero();
        return finished;
    }

    /** A few kinds of entries, and enough bytes for several threads. */
    private static Path folder(Host host) throws IOException, InterruptedException {
        Path folder = host.bash("exit 0\n").withManifest();
        Random random = new Random(42);
        byte[] noise = new byte[3 << 20];
        random.nextBytes(noise);
        Files.writeString(folder.resolve("large"), HexFormat.ofDelimiter("\n").formatHex(noise));
        Path inner = Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(inner.resolve("Z"), "1", StandardCharsets.UTF_8);
        Files.writeString(inner.resolve("a"), "2", StandardCharsets.UTF_8);
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a/../script.sh"));
        Files.setPosixFilePermissions(folder.resolve("script.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        readable(host, folder);
        return folder;
    }

    private static void readable(Host host, Path folder) throws IOException, InterruptedException {
        succeed(host.program(Path.of("chmod"), List.of("-R", "a+rX", folder.toString())));
    }

    /** One that this process may run on: a container need not have the number 0. */
    private static String firstProcessor() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("Cpus_allowed_list:")) {
                return line.substring(line.indexOf(':') + 1).strip().split("[-,]", 2)[0];
            }
        }
        throw new AssertionError("expected the line Cpus_allowed_list in /proc/self/status, found none");
    }
}
