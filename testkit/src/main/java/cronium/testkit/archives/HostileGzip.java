package cronium.testkit.archives;

import static cronium.testkit.archives.HostileNames.sound;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** gzip files that are none, are cut, go on after their end, or unpack to far more than they should. */
final class HostileGzip {
    private HostileGzip() {}

    static List<HostileArchive> all() {
        return List.of(
                of("empty-file", "truncated", () -> new byte[0]),
                of("plain-tar", "not-gzip", () -> sound().ended()),
                of("zip-file", "not-gzip", () -> ascii("PK\003\004 and so on")),
                of("zlib-stream", "not-gzip", () -> new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1}),
                of(
                        "unknown-compression-method",
                        "corrupt",
                        () -> member().method(7).bytes()),
                of(
                        "reserved-gzip-flag",
                        "reserved-flags",
                        () -> member().flags(0x20).bytes()),
                of(
                        "wrong-gzip-header-checksum",
                        "corrupt",
                        () -> member().wrongHeaderChecksum().bytes()),
                of("wrong-crc", "corrupt", () -> member().wrongCrc().bytes()),
                of("wrong-unpacked-size", "corrupt", () -> member().wrongSize().bytes()),
                of(
                        "endless-gzip-file-name",
                        "header-too-large",
                        () -> member().fileName("x".repeat(70_000)).bytes()),
                of(
                        "endless-gzip-comment",
                        "header-too-large",
                        () -> member().comment("x".repeat(70_000)).bytes()),
                of(
                        "extra-field-beyond-the-file",
                        "truncated",
                        () -> cut(member().extra(new byte[60_000]).bytes(), 100)),
                of("cut-in-magic", "truncated", () -> cut(member().bytes(), 1)),
                of("cut-in-gzip-header", "truncated", () -> cut(member().bytes(), 9)),
                of(
                        "cut-in-gzip-file-name",
                        "truncated",
                        () -> cut(member().fileName("name").bytes(), 12)),
                of("cut-in-deflate-data", "truncated", () -> cut(member().bytes(), 40)),
                of("without-trailer", "truncated", () -> cut(member().bytes(), -8)),
                of("cut-in-trailer", "truncated", () -> cut(member().bytes(), -1)),
                of("broken-deflate-block", "corrupt", () -> {
                    byte[] bytes = member().bytes();
                    bytes[10] = 7; // the last block, of the reserved type 3
                    return bytes;
                }),
                of("zeros-after-gzip", "trailing-data", () -> GzipBytes.concat(member().bytes(), new byte[512])),
                of("text-after-gzip", "trailing-data", () -> GzipBytes.concat(member().bytes(), ascii("\nrm -rf /\n"))),
                of("tar-after-gzip", "trailing-data", () -> GzipBytes.concat(member().bytes(), sound().ended())),
                of(
                        "second-archive-as-member",
                        "trailing-data",
                        () -> GzipBytes.concat(member().bytes(), member().bytes())),
                of(
                        "cut-second-member",
                        "truncated",
                        () -> GzipBytes.concat(member().bytes(), cut(GzipBytes.member(new byte[512]), -4))),
                of("bomb-of-zeros", "ratio", HostileGzip::bomb));
    }

    private static byte[] bomb() {
        byte[] zeros = new byte[40 << 20];
        return new TarBytes()
                .entry(TarHeaderBytes.ustar('0', "zeros").size(zeros.length), zeros)
                .gzip();
    }

    private static GzipBytes member() {
        return GzipBytes.of(sound().ended());
    }

    /** The first bytes; a negative length counts from the end. */
    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length < 0 ? bytes.length + length : length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static HostileArchive of(String defect, String code, Supplier<byte[]> bytes) {
        return new HostileArchive(defect, "archive." + code, bytes);
    }
}
