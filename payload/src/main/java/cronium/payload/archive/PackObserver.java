package cronium.payload.archive;

/** Sees a folder while it is packed: to show progress, or to warn of contents. Throws nothing. */
public interface PackObserver {
    PackObserver NONE = new PackObserver() {};

    /** The folder was looked at; its regular files have this many bytes together. */
    default void begun(long totalBytes) {}

    /** The content of this file comes next. */
    default void file(String path) {}

    /**
     * A piece of the file's content.
     *
     * @param bytes lent for the call only
     */
    default void content(byte[] bytes, int length) {}
}
