package cronium.testkit.archives;

import static cronium.testkit.archives.HostileArchives.hostile;
import static cronium.testkit.archives.HostileNames.sound;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Entries that are no file, directory or link, and entries whose size does not fit what they are. */
final class HostileTypes {
    private HostileTypes() {}

    static List<HostileArchive> all() {
        return List.of(
                hostile("character-device", "device", type('3')),
                hostile("block-device", "device", type('4')),
                hostile("fifo", "fifo", type('6')),
                hostile("gnu-sparse-file", "sparse", type('S')),
                hostile(
                        "pax-sparse-file",
                        "sparse",
                        sound().pax(TarBytes.record("GNU.sparse.major", "1")).file("a", "x")),
                hostile(
                        "pax-sparse-in-global-header",
                        "sparse",
                        sound().paxRaw('g', utf8(TarBytes.record("GNU.sparse.name", "a")))
                                .file("a", "x")),
                hostile("multi-volume-continuation", "unknown-type", type('M')),
                hostile("volume-label", "unknown-type", type('V')),
                hostile("gnu-directory-dump", "unknown-type", type('D')),
                hostile("solaris-extended-header", "unknown-type", type('X')),
                hostile("unknown-type", "unknown-type", type('Z')),
                hostile("directory-with-content", "unexpected-size", sized('5', "d/", "")),
                hostile("file-with-slash-and-content", "unexpected-size", sized('0', "d/", "")),
                hostile("symlink-with-content", "unexpected-size", sized('2', "l", "before")),
                hostile("hardlink-with-content", "unexpected-size", sized('1', "l", "before")),
                hostile(
                        "root-with-content",
                        "unexpected-size",
                        new TarBytes().entry(header('5', "./", ""), new byte[5])));
    }

    private static TarBytes type(char type) {
        return sound().entry(TarHeaderBytes.ustar(type, "special"));
    }

    private static TarBytes sized(char type, String name, String target) {
        return sound().entry(header(type, name, target), new byte[5]);
    }

    private static TarHeaderBytes header(char type, String name, String target) {
        return TarHeaderBytes.ustar(type, name).link(target).size(5);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
