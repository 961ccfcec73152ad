package cronium.testkit.archives;

import static cronium.testkit.archives.HostileArchives.hostile;
import static cronium.testkit.archives.HostileNames.sound;

import java.util.List;

/** Links that leave the payload, lead nowhere for ever, or link what must not be linked. */
final class HostileLinks {
    private HostileLinks() {}

    static List<HostileArchive> all() {
        return List.of(
                hostile("symlink-to-absolute-path", "link-escapes", sound().symbolicLink("a", "/etc/passwd")),
                hostile("symlink-to-parent", "link-escapes", sound().symbolicLink("a", "..")),
                hostile(
                        "symlink-to-sibling-of-the-payload",
                        "link-escapes",
                        sound().symbolicLink("d/a", "../../outside")),
                hostile("symlink-out-and-in-again", "link-escapes", sound().symbolicLink("a", "../payload/before")),
                hostile(
                        "symlink-out-through-directory",
                        "link-escapes",
                        sound().directory("d").symbolicLink("a", "d/../..")),
                hostile("symlink-out-through-missing-name", "link-escapes", sound().symbolicLink("a", "missing/../..")),
                hostile(
                        "symlink-out-through-symlink",
                        "link-escapes",
                        sound().directory("d").symbolicLink("d/up", "..").symbolicLink("y", "d/up/../outside")),
                hostile(
                        "symlink-out-through-later-symlink",
                        "link-escapes",
                        sound().symbolicLink("y", "d/up/../outside").symbolicLink("d/up", "..")),
                hostile(
                        "symlink-out-through-two-symlinks",
                        "link-escapes",
                        sound().symbolicLink("d/e/f", "../up")
                                .symbolicLink("d/up", "..")
                                .symbolicLink("y", "d/e/f/..")),
                hostile(
                        "symlink-out-in-pax",
                        "link-escapes",
                        sound().pax(link("../outside")).symbolicLink("a", "b")),
                hostile(
                        "symlink-out-in-gnu-long-link",
                        "link-escapes",
                        sound().gnuLong('K', "../x").symbolicLink("a", "b")),
                hostile("symlink-to-itself", "link-loop", sound().symbolicLink("a", "a")),
                hostile(
                        "symlink-cycle",
                        "link-loop",
                        sound().symbolicLink("a", "b").symbolicLink("b", "a")),
                hostile("symlink-below-itself", "link-loop", sound().symbolicLink("a", "a/b")),
                hostile("symlink-chain-of-41", "link-loop", chain(41)),
                hostile("symlink-without-target", "empty-link-target", sound().symbolicLink("a", "")),
                hostile("hardlink-without-target", "empty-link-target", sound().hardLink("a", "")),
                hostile(
                        "nul-in-pax-linkpath",
                        "nul-in-name",
                        sound().pax(link("b\0c")).symbolicLink("a", "b")),
                hostile("traversal-in-hardlink", "link-escapes", sound().hardLink("a", "../outside/file")),
                hostile("absolute-hardlink", "link-escapes", sound().hardLink("a", "/etc/passwd")),
                hostile("hardlink-with-parent-that-stays", "link-escapes", sound().hardLink("a", "d/../before")),
                hostile("hardlink-to-nothing", "dangling-hardlink", sound().hardLink("a", "missing")),
                hostile("hardlink-to-itself", "dangling-hardlink", sound().hardLink("a", "a")),
                hostile(
                        "hardlink-to-later-file",
                        "dangling-hardlink",
                        sound().hardLink("a", "b").file("b", "x")),
                hostile(
                        "hardlink-through-symlink",
                        "dangling-hardlink",
                        sound().symbolicLink("up", ".").hardLink("a", "up/before")),
                hostile(
                        "hardlink-to-directory",
                        "hardlink-to-non-file",
                        sound().directory("d").hardLink("a", "d")),
                hostile("hardlink-to-root", "hardlink-to-non-file", sound().hardLink("a", "./")),
                hostile(
                        "hardlink-to-symlink",
                        "hardlink-to-non-file",
                        sound().symbolicLink("l", "before").hardLink("a", "l")),
                hostile(
                        "link-target-beyond-4096-bytes",
                        "name-too-long",
                        sound().pax(link("x/".repeat(2100))).symbolicLink("a", "b")));
    }

    private static TarBytes chain(int length) {
        TarBytes tar = sound();
        for (int i = 0; i < length; i++) {
            tar.symbolicLink("l" + i, i == 0 ? "before" : "l" + (i - 1));
        }
        return tar;
    }

    private static String link(String target) {
        return TarBytes.record("linkpath", target);
    }
}
