package cronium.payload.archive;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where unpacked bytes go. Blocks lie outside the heap, so that inflating into them and writing them out copies nothing. */
interface BlockSource {
    int BLOCK = 128 << 10;

    /** A cleared block to fill; what the one before it held is no longer needed by the caller of this. */
    ByteBuffer next() throws IOException;

    /** One block, used again and again. */
    static BlockSource single() {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        return block::clear;
    }
}
