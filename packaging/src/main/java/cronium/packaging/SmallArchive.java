package cronium.packaging;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A folder as {@code tar.gz}: packed as payloads are, then as small as gzip can, since it is made once and sent often. */
final class SmallArchive {
    private SmallArchive() {}

    static byte[] of(Path folder) throws IOException, PayloadException {
        ByteArrayOutputStream quick = new ByteArrayOutputStream();
        new ArchiveWriter().write(folder, quick);
        try (InputStream in =
                new BufferedInputStream(new GZIPInputStream(new ByteArrayInputStream(quick.toByteArray())))) {
            return gzip(in);
        }
    }

    /** The same bytes each time: gzip's header has no time and no name. */
    static byte[] gzip(InputStream in) throws IOException {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(small) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            in.transferTo(out);
        }
        return small.toByteArray();
    }
}
