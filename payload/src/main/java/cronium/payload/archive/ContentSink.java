package cronium.payload.archive;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes a file's content, piece by piece. */
public interface ContentSink {
    /** The buffer's remaining bytes belong to the sink as long as the reader's {@link BlockSource} says so. */
    void take(ByteBuffer bytes) throws IOException;
}
