package cronium.payload.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The entries of a tar stream, as it says them, and their contents. */
final class TarInput {
    /** Extended attributes of Linux files are at most 64 KiB each; real headers stay far below this. */
    private static final int LONGEST_PAX = 1 << 20;

    private final GzipInput in;
    private final ArchiveLimits limits;
    private final TarHeader header = new TarHeader();
    private String contentOf = "";
    private long contentSize;
    private long contentLeft;

    TarInput(GzipInput in, ArchiveLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** The next entry; empty once the end of the archive and of the gzip file was seen and found clean. */
    Optional<RawEntry> next() throws IOException, ArchiveException {
        PendingHeaders pending = new PendingHeaders();
        while (true) {
            readHeader();
            if (header.isZero()) {
                if (!pending.isEmpty()) {
                    throw ArchiveException.of(
                            ArchiveFault.STRAY_HEADER, "an entry after its long-name or PAX header", "no entry");
                }
                finish();
                return Optional.empty();
            }
            header.verify();
            switch (header.type()) {
                case 'L' -> pending.longName(content(longestName(), ArchiveFault.NAME_TOO_LONG));
                case 'K' -> pending.longLink(content(longestName(), ArchiveFault.NAME_TOO_LONG));
                case 'x' -> pending.pax(PaxRecords.parse(content(LONGEST_PAX, ArchiveFault.HEADER_TOO_LARGE)));
                case 'g' -> PaxRecords.checkGlobal(content(LONGEST_PAX, ArchiveFault.HEADER_TOO_LARGE));
                default -> {
                    return Optional.of(pending.applyTo(header));
                }
            }
        }
    }

    /** Says that {@code size} bytes of content follow, to be read or skipped before the next entry. */
    void startContent(String name, long size) throws ArchiveException {
        if (size > limits.unpackedBytes() - in.position()) {
            throw ArchiveException.at(
                    ArchiveFault.TOO_LARGE,
                    name,
                    "at most " + limits.unpackedBytes() + " unpacked bytes in the archive",
                    size + " more after " + in.position());
        }
        contentOf = name;
        contentSize = size;
        contentLeft = size;
    }

    /** All that is left of the content. */
    void copyContent(ContentSink sink) throws IOException, ArchiveException {
        while (contentLeft > 0) {
            int count = available();
            ByteBuffer buffer = in.buffer();
            sink.take(buffer.slice(buffer.position(), count));
            buffer.position(buffer.position() + count);
            contentLeft -= count;
        }
        skipPadding();
    }

    byte[] content() throws IOException, ArchiveException {
        byte[] content = new byte[(int) contentLeft];
        int count = in.read(content);
        contentLeft -= count;
        if (contentLeft > 0) {
            throw truncatedContent();
        }
        skipPadding();
        return content;
    }

    void skipContent() throws IOException, ArchiveException {
        while (contentLeft > 0) {
            int count = available();
            in.buffer().position(in.buffer().position() + count);
            contentLeft -= count;
        }
        skipPadding();
    }

    private byte[] content(int longest, ArchiveFault fault) throws IOException, ArchiveException {
        long size = header.size();
        if (size > longest) {
            throw ArchiveException.of(
                    fault, "a header of type " + (char) header.type() + " of at most " + longest + " bytes", "" + size);
        }
        startContent("header", size);
        return content();
    }

    /** One more than the limit: GNU tar counts the NUL at the end. */
    private int longestName() {
        return limits.nameBytes() + 1;
    }

    private void readHeader() throws IOException, ArchiveException {
        int count = in.read(header.block());
        if (count < TarHeader.BLOCK) {
            throw ArchiveException.of(
                    ArchiveFault.TRUNCATED,
                    "two zero blocks at the end of the tar",
                    "the end of the data after " + in.position() + " bytes");
        }
    }

    /** One zero block was read: another one and zeros, the padding to tar's record size, are all that may follow. */
    private void finish() throws IOException, ArchiveException {
        readHeader();
        boolean clean = header.isZero();
        while (clean && in.fill()) {
            ByteBuffer buffer = in.buffer();
            while (clean && buffer.hasRemaining()) {
                clean = buffer.get() == 0;
            }
        }
        if (!clean) {
            throw ArchiveException.of(
                    ArchiveFault.TRAILING_DATA,
                    "nothing but zeros after the tar's first zero block",
                    "other bytes before byte " + in.position());
        }
    }

    private int available() throws IOException, ArchiveException {
        if (!in.fill()) {
            throw truncatedContent();
        }
        return (int) Math.min(contentLeft, in.buffer().remaining());
    }

    private void skipPadding() throws IOException, ArchiveException {
        int padding = (int) (-contentSize & (TarHeader.BLOCK - 1));
        contentSize = 0;
        while (padding > 0) {
            if (!in.fill()) {
                throw truncatedContent();
            }
            int count = Math.min(padding, in.buffer().remaining());
            in.buffer().position(in.buffer().position() + count);
            padding -= count;
        }
    }

    private ArchiveException truncatedContent() {
        return ArchiveException.at(
                ArchiveFault.TRUNCATED,
                contentOf,
                "its whole content and padding",
                "the end of the data with " + contentLeft + " bytes of content to come");
    }
}
