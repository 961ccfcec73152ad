package cronium.protocol;

/** The numbers that both sides must agree on. */
public final class Protocol {
    /** Another major version is another protocol: both sides end the connection. */
    public static final int MAJOR = 1;

    /** A newer minor version adds optional frames, and fields at the end of bodies. */
    public static final int MINOR = 0;

    /** The most bytes that the length of a frame may name: its type and its body. */
    public static final int MOST_FRAME_BYTES = 1 << 20;

    /** The most bytes that one frame carries of a payload or of output, so that there is room for the rest of it. */
    public static final int MOST_PIECE_BYTES = 512 << 10;

    /** The most bytes of strange output, such as a greeting of the host, before the runner's {@linkplain #marker}. */
    public static final int MOST_NOISE_BYTES = 64 << 10;

    /** The most elements of any list in a frame. */
    public static final int MOST_ELEMENTS = 4096;

    private static final byte[] MARKER = {0, 'C', 'R', 'O', 'N', 'I', 'U', 'M'};

    private Protocol() {}

    /** What each side sends before all else. Its first byte does not occur in text, and in it only there. */
    public static byte[] marker() {
        return MARKER.clone();
    }
}
