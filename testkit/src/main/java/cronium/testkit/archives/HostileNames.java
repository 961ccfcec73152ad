package cronium.testkit.archives;

import static cronium.testkit.archives.HostileArchives.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names that lead out, mean nothing, or mean two things. */
final class HostileNames {
    private HostileNames() {}

    static List<HostileArchive> all() {
        return List.of(
                hostile("absolute-path", "absolute-path", sound().file("/etc/cronium-was-here", "x")),
                hostile(
                        "absolute-path-in-prefix",
                        "absolute-path",
                        sound().entry(file("here").prefix("/etc/cronium-was"))),
                hostile(
                        "absolute-path-in-pax",
                        "absolute-path",
                        sound().pax(path("/etc/cronium-was-here")).file("a", "x")),
                hostile("absolute-directory", "absolute-path", sound().directory("//")),
                hostile("traversal", "parent-path", sound().file("../outside/file", "x")),
                hostile("traversal-after-dot", "parent-path", sound().file("./../outside/file", "x")),
                hostile("traversal-in-the-middle", "parent-path", sound().file("a/../../outside/file", "x")),
                hostile("traversal-that-stays-inside", "parent-path", sound().file("a/../b", "x")),
                hostile("traversal-at-the-end", "parent-path", sound().directory("a/..")),
                hostile("traversal-in-directory", "parent-path", sound().directory("../outside/")),
                hostile(
                        "traversal-in-prefix",
                        "parent-path",
                        sound().entry(file("file").prefix("../outside"))),
                hostile(
                        "traversal-in-pax-path",
                        "parent-path",
                        sound().pax(path("../outside/file")).file("a", "x")),
                hostile(
                        "traversal-in-gnu-long-name",
                        "parent-path",
                        sound().gnuLong('L', "../outside/file").file("a", "x")),
                hostile("empty-name", "empty-name", sound().file("", "x")),
                hostile("empty-name-in-pax", "empty-name", sound().pax(path("")).file("a", "x")),
                hostile("root-that-is-a-file", "empty-name", sound().file("./.", "x")),
                hostile("root-that-is-a-link", "empty-name", sound().symbolicLink("./", "a")),
                hostile("nul-in-name-field", "nul-in-name", sound().file("a\0/../../outside", "x")),
                hostile("nul-in-link-field", "nul-in-name", sound().symbolicLink("a", "b\0/../../outside")),
                hostile(
                        "nul-in-prefix-field",
                        "nul-in-name",
                        sound().entry(file("a").prefix("b\0c"))),
                hostile(
                        "nul-in-pax-path",
                        "nul-in-name",
                        sound().pax(path("a\0b")).file("a", "x")),
                hostile(
                        "nul-in-gnu-long-name",
                        "nul-in-name",
                        sound().gnuLong('L', "a\0b").file("a", "x")),
                hostile("name-in-latin-1", "name-not-utf8", sound().entry(file("").name(latin1("caf\u00e9")))),
                hostile(
                        "overlong-utf8-slash",
                        "name-not-utf8",
                        sound().entry(file("").name(latin1("..\u00c0\u00af..")))),
                hostile(
                        "surrogate-in-utf8",
                        "name-not-utf8",
                        sound().entry(file("").name(latin1("\u00ed\u00a0\u0080")))),
                hostile(
                        "link-target-in-latin-1",
                        "name-not-utf8",
                        sound().entry(TarHeaderBytes.ustar('2', "l").link(latin1("caf\u00e9")))),
                hostile(
                        "duplicate-file",
                        "duplicate-path",
                        sound().file("a", "1").file("a", "2")),
                hostile(
                        "duplicate-directory",
                        "duplicate-path",
                        sound().directory("a/").directory("a")),
                hostile(
                        "duplicate-root",
                        "duplicate-path",
                        sound().directory("./").directory(".")),
                hostile(
                        "duplicate-in-disguise",
                        "duplicate-path",
                        sound().file("d/a", "1").file("./d//./a", "2")),
                hostile(
                        "file-over-directory",
                        "duplicate-path",
                        sound().directory("a").file("a", "x")),
                hostile(
                        "file-over-implied-directory",
                        "duplicate-path",
                        sound().file("a/b", "x").file("a", "x")),
                hostile(
                        "directory-over-file",
                        "duplicate-path",
                        sound().file("a", "x").directory("a")),
                hostile(
                        "link-over-implied-directory",
                        "duplicate-path",
                        sound().file("a/b", "x").symbolicLink("a", "b")),
                hostile(
                        "file-over-link",
                        "duplicate-path",
                        sound().symbolicLink("a", "b").file("a", "x")),
                hostile(
                        "below-link",
                        "below-link",
                        sound().symbolicLink("a", ".").file("a/b", "x")),
                hostile(
                        "below-link-out-of-the-payload",
                        "below-link",
                        sound().symbolicLink("a", "..").file("a/b", "x")),
                hostile(
                        "directory-below-link",
                        "below-link",
                        sound().symbolicLink("a", ".").directory("a/b")),
                hostile(
                        "deep-below-link",
                        "below-link",
                        sound().symbolicLink("d/a", ".").file("d/a/b/c", "x")),
                hostile("below-file", "below-file", sound().file("a", "x").file("a/b", "x")),
                hostile(
                        "below-hard-link",
                        "below-file",
                        sound().file("a", "x").hardLink("b", "a").file("b/c", "x")),
                hostile(
                        "name-beyond-4096-bytes",
                        "name-too-long",
                        sound().pax(path("d/".repeat(2100) + "f")).file("a", "")),
                hostile(
                        "gnu-long-name-beyond-4096-bytes",
                        "name-too-long",
                        sound().gnuLong('L', "x".repeat(5000)).file("a", "")),
                hostile(
                        "component-beyond-255-bytes",
                        "name-too-long",
                        sound().pax(path("d/" + "x".repeat(256))).file("a", "")),
                hostile(
                        "component-beyond-255-bytes-in-fewer-characters",
                        "name-too-long",
                        sound().pax(path("\u20ac".repeat(86))).file("a", "")),
                hostile(
                        "path-of-257-components",
                        "too-deep",
                        sound().pax(path("d/".repeat(256) + "f")).file("a", "x")));
    }

    static TarBytes sound() {
        return new TarBytes().directory("./").file("./before", "sound\n");
    }

    private static TarHeaderBytes file(String name) {
        return TarHeaderBytes.ustar('0', name);
    }

    private static String path(String path) {
        return TarBytes.record("path", path);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
