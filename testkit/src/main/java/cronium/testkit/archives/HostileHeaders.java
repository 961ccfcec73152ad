package cronium.testkit.archives;

import static cronium.testkit.archives.HostileArchives.hostile;
import static cronium.testkit.archives.HostileNames.sound;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tar headers that are broken, repeated, or say more than one thing; tars that end too early or too late. */
final class HostileHeaders {
    private static final String PATH = TarBytes.record("path", "named");

    private HostileHeaders() {}

    static List<HostileArchive> all() {
        return Stream.of(numbers(), pax(), ends()).flatMap(List::stream).toList();
    }

    private static List<HostileArchive> numbers() {
        return List.of(
                hostile("wrong-checksum", "checksum", sound().entry(file().wrongChecksum())),
                hostile(
                        "text-instead-of-tar",
                        "malformed-header",
                        new TarBytes().raw(ascii("#!/bin/sh\n".repeat(200)))),
                hostile("unknown-magic", "malformed-header", sound().entry(file().text(257, "ustaX\00000"))),
                hostile("size-not-octal", "malformed-header", sound().entry(file().sizeField("0000000009"))),
                hostile("size-with-sign", "malformed-header", sound().entry(file().sizeField("-0000000001"))),
                hostile(
                        "negative-base-256-size",
                        "malformed-header",
                        sound().entry(file().sizeField("\u00ff".repeat(12)))),
                hostile(
                        "base-256-size-beyond-63-bits",
                        "malformed-header",
                        sound().entry(file().sizeField("\u0080\0\0\u0001" + "\0".repeat(8)))),
                hostile("mode-not-octal", "malformed-header", sound().entry(file().text(100, "rwxr-xr-"))),
                hostile("size-beyond-the-limit", "too-large", sound().entry(file().sizeBase256(1L << 40))),
                hostile("size-of-all-63-bits", "too-large", sound().entry(file().sizeBase256(Long.MAX_VALUE))),
                hostile("pax-size-beyond-the-limit", "too-large", paxed("size", "999999999999999999")),
                hostile("pax-header-of-2-mib", "header-too-large", paxed("comment", "x".repeat(2 << 20))));
    }

    private static List<HostileArchive> pax() {
        return List.of(
                hostile("pax-without-length", "malformed-pax", rawPax("path=a\n")),
                hostile("pax-length-beyond-header", "malformed-pax", rawPax("99 path=a\n")),
                hostile("pax-length-too-short", "malformed-pax", rawPax("3 path=a\n")),
                hostile("pax-length-negative", "malformed-pax", rawPax("-9 path=a\n")),
                hostile("pax-length-that-overflows", "malformed-pax", rawPax("4294967306 path=a\n")),
                hostile("pax-without-equals", "malformed-pax", rawPax("9 path_a\n\n")),
                hostile("pax-without-key", "malformed-pax", rawPax("5 =a\n")),
                hostile("pax-without-newline", "malformed-pax", rawPax("9 path=abc")),
                hostile("pax-with-nul-padding", "malformed-pax", rawPax("10 path=a\n\0\0")),
                hostile("pax-size-not-a-number", "malformed-pax", paxed("size", "0x10")),
                hostile("pax-size-negative", "malformed-pax", paxed("size", "-1")),
                hostile("pax-size-empty", "malformed-pax", paxed("size", "")),
                hostile(
                        "pax-path-twice",
                        "repeated-header",
                        sound().pax(PATH, TarBytes.record("path", "b")).file("a", "x")),
                hostile(
                        "two-pax-headers",
                        "repeated-header",
                        sound().pax(PATH).pax(PATH).file("a", "x")),
                hostile(
                        "two-gnu-long-names",
                        "repeated-header",
                        sound().gnuLong('L', "a").gnuLong('L', "b").file("c", "x")),
                hostile(
                        "two-gnu-long-links",
                        "repeated-header",
                        sound().gnuLong('K', "a").gnuLong('K', "b").file("c", "x")),
                hostile(
                        "gnu-long-name-and-pax-path",
                        "repeated-header",
                        sound().gnuLong('L', "a").pax(PATH).file("c", "x")),
                hostile("global-pax-path", "global-pax", global("path", "a")),
                hostile("global-pax-linkpath", "global-pax", global("linkpath", "a")),
                hostile("global-pax-size", "global-pax", global("size", "0")),
                hostile("pax-header-at-the-end", "stray-header", sound().pax(PATH)),
                hostile("gnu-long-name-at-the-end", "stray-header", sound().gnuLong('L', "a")));
    }

    private static List<HostileArchive> ends() {
        byte[] whole = sound().file("a", "content").unended();
        return List.of(
                tar("no-end", "truncated", whole),
                tar("one-zero-block-at-the-end", "truncated", GzipBytes.concat(whole, new byte[512])),
                tar("half-a-zero-block-at-the-end", "truncated", GzipBytes.concat(whole, new byte[256])),
                tar("half-a-header", "truncated", Arrays.copyOf(whole, 512 + 256)),
                tar("cut-in-content", "truncated", Arrays.copyOf(whole, whole.length - 509)),
                tar("cut-in-padding", "truncated", Arrays.copyOf(whole, whole.length - 1)),
                tar(
                        "cut-in-pax-header",
                        "truncated",
                        Arrays.copyOf(sound().pax(PATH).unended(), 3 * 512 + 512 + 3)),
                tar("empty-tar", "truncated", new byte[0]),
                tar(
                        "entry-after-one-zero-block",
                        "trailing-data",
                        sound().raw(new byte[512]).file("a", "x").ended()),
                tar(
                        "entry-after-the-end",
                        "trailing-data",
                        sound().raw(new byte[1024]).file("a", "x").ended()),
                tar(
                        "byte-after-the-end",
                        "trailing-data",
                        sound().raw(new byte[10_240]).raw(new byte[] {1}).unended()),
                tar(
                        "second-archive-after-the-end",
                        "trailing-data",
                        GzipBytes.concat(sound().ended(), sound().ended())));
    }

    private static HostileArchive tar(String defect, String code, byte[] tar) {
        return new HostileArchive(defect, "archive." + code, () -> GzipBytes.member(tar));
    }

    private static TarBytes rawPax(String content) {
        return sound().paxRaw('x', ascii(content)).file("a", "x");
    }

    private static TarBytes paxed(String key, String value) {
        return sound().pax(TarBytes.record(key, value)).file("a", "x");
    }

    private static TarBytes global(String key, String value) {
        return sound().paxRaw('g', ascii(TarBytes.record(key, value))).file("a", "x");
    }

    private static TarHeaderBytes file() {
        return TarHeaderBytes.ustar('0', "file");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
