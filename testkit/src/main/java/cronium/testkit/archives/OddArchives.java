package cronium.testkit.archives;

import static cronium.testkit.archives.TarBytes.record;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Sound archives that only a careless reader would refuse, or read wrongly. */
public final class OddArchives {
    private static final String LONG = "d".repeat(120) + "/" + "f".repeat(120);

    private OddArchives() {}

    /** All of them. */
    public static List<OddArchive> all() {
        return List.of(
                of("no-entries", Map.of(), new TarBytes()),
                of("root-entry-only", Map.of(), new TarBytes().directory("./")),
                of("names-with-dots-and-slashes", files("a/b/c"), new TarBytes().file("./a//./b///c", "x")),
                of("names-that-begin-with-dots", files("..a/...b/.c"), new TarBytes().file("..a/...b/.c", "x")),
                of(
                        "directory-named-after-its-file",
                        files("d/f"),
                        new TarBytes().file("d/f", "x").directory("d/")),
                of(
                        "v7-header",
                        files("f"),
                        new TarBytes().entry(TarHeaderBytes.v7("f").size(1), utf8("x"))),
                of("v7-directory", tree("d", "directory"), new TarBytes().entry(TarHeaderBytes.v7("d/"))),
                of("contiguous-file", files("f"), new TarBytes().entry(file('7', "f"), utf8("x"))),
                of(
                        "base-256-size",
                        files("f"),
                        new TarBytes().entry(file('0', "f").sizeBase256(1), utf8("x"))),
                of(
                        "size-with-spaces",
                        files("f"),
                        new TarBytes().entry(file('0', "f").sizeField("         1 \0"), utf8("x"))),
                of(
                        "signed-checksum",
                        files("\u20ac"),
                        new TarBytes().entry(file('0', "\u20ac").signedChecksum(), utf8("x"))),
                of(
                        "ustar-prefix",
                        files("d/e/f"),
                        new TarBytes().entry(file('0', "f").prefix("d/e"), utf8("x"))),
                of("name-of-100-bytes", files("n".repeat(100)), new TarBytes().file("n".repeat(100), "x")),
                of(
                        "component-of-255-bytes",
                        files("n".repeat(255)),
                        new TarBytes().gnuLong('L', "n".repeat(255)).file("a", "x")),
                of(
                        "gnu-long-name",
                        files(LONG),
                        new TarBytes().gnuLong('L', LONG).file("cut", "x")),
                of(
                        "gnu-long-link",
                        tree("l", "link:" + LONG),
                        new TarBytes().gnuLong('K', LONG).symbolicLink("l", "cut")),
                of(
                        "gnu-long-name-and-link",
                        tree("d".repeat(120), "directory", LONG, "link:" + LONG),
                        new TarBytes().gnuLong('K', LONG).gnuLong('L', LONG).symbolicLink("l", "cut")),
                of(
                        "pax-path",
                        files("\u00fc/\ud83d\ude00"),
                        new TarBytes()
                                .pax(record("path", "\u00fc/\ud83d\ude00"))
                                .file("a", "x")),
                of(
                        "pax-linkpath",
                        tree("l", "link:" + LONG),
                        new TarBytes().pax(record("linkpath", LONG)).symbolicLink("l", "cut")),
                of(
                        "pax-size-over-field",
                        files("f"),
                        new TarBytes()
                                .pax(record("size", "1"))
                                .entry(file('0', "f").sizeField("00000000777"), utf8("x"))),
                of(
                        "pax-attributes-that-are-ignored",
                        files("f"),
                        new TarBytes()
                                .pax(
                                        record("mtime", "1.5"),
                                        record("SCHILY.xattr.user.a", "b=c\n"),
                                        record("uname", "root"))
                                .file("f", "x")),
                of(
                        "git-archive-global-comment",
                        files("f"),
                        new TarBytes()
                                .paxRaw('g', utf8(record("comment", "0123abcd")))
                                .file("f", "x")),
                of(
                        "control-characters-in-name",
                        files("a\tb\u001b[31m\n"),
                        new TarBytes().file("a\tb\u001b[31m\n", "x")),
                of(
                        "symlink-within",
                        tree("d", "directory", "d/l", "link:../f"),
                        new TarBytes().symbolicLink("d/l", "../f")),
                of(
                        "symlink-to-root",
                        tree("d", "directory", "d/l", "link:.."),
                        new TarBytes().symbolicLink("d/l", "..")),
                of(
                        "dangling-symlink",
                        tree("l", "link:no/such/../file"),
                        new TarBytes().symbolicLink("l", "no/such/../file")),
                of(
                        "symlink-up-through-symlink-that-stays",
                        tree("a", "directory", "a/b", "directory", "a/b/up", "link:..", "l", "link:a/b/up/.."),
                        new TarBytes().symbolicLink("a/b/up", "..").symbolicLink("l", "a/b/up/..")),
                of("symlink-chain-of-40", chain(), chainOf40()),
                of(
                        "hardlink-to-hardlink",
                        files("a", "b", "c"),
                        new TarBytes().file("a", "x").hardLink("b", "./a").hardLink("c", "b")),
                gzip("two-gzip-members", () -> GzipBytes.twoMembers(oneFile())),
                gzip(
                        "empty-gzip-members",
                        () -> GzipBytes.concat(GzipBytes.member(new byte[0]), GzipBytes.member(oneFile()))),
                gzip(
                        "gzip-with-every-field",
                        () -> GzipBytes.of(oneFile())
                                .extra(new byte[300])
                                .fileName("payload.tar")
                                .comment("a comment")
                                .headerChecksum()
                                .bytes()),
                gzip(
                        "padded-to-the-record-size",
                        () -> GzipBytes.member(GzipBytes.concat(oneFile(), new byte[10_240 - 2048]))),
                gzip(
                        "zeros-as-last-member",
                        () -> GzipBytes.concat(GzipBytes.member(oneFile()), GzipBytes.member(new byte[100]))));
    }

    private static byte[] oneFile() {
        return new TarBytes().file("f", "x").ended();
    }

    private static TarBytes chainOf40() {
        TarBytes tar = new TarBytes().file("l0", "x");
        for (int i = 1; i <= 40; i++) {
            tar.symbolicLink("l" + i, "l" + (i - 1));
        }
        return tar;
    }

    private static SortedMap<String, String> chain() {
        SortedMap<String, String> tree = files("l0");
        for (int i = 1; i <= 40; i++) {
            tree.put("l" + i, "link:l" + (i - 1));
        }
        return tree;
    }

    private static TarHeaderBytes file(char type, String name) {
        return TarHeaderBytes.ustar(type, name).size(1);
    }

    /** Files with content {@code x}, and the directories above them. */
    private static SortedMap<String, String> files(String... paths) {
        SortedMap<String, String> tree = new TreeMap<>();
        for (String path : paths) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                tree.put(path.substring(0, slash), "directory");
            }
            tree.put(path, "file:x");
        }
        return tree;
    }

    private static SortedMap<String, String> tree(String... pairs) {
        SortedMap<String, String> tree = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tree.put(pairs[i], pairs[i + 1]);
        }
        return tree;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static OddArchive of(String oddity, Map<String, String> tree, TarBytes tar) {
        return new OddArchive(oddity, new TreeMap<>(tree), tar::gzip);
    }

    private static OddArchive gzip(String oddity, Supplier<byte[]> bytes) {
        return new OddArchive(oddity, files("f"), bytes);
    }
}
