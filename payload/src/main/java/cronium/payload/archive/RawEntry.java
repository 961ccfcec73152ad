package cronium.payload.archive;

/** One entry as the tar says it, its long-name and PAX headers applied, nothing judged yet. */
final class RawEntry {
    private final byte type;
    private final byte[] name;
    private final byte[] link;
    private final int mode;
    private final long size;

    RawEntry(byte type, byte[] name, byte[] link, int mode, long size) {
        this.type = type;
        this.name = name;
        this.link = link;
        this.mode = mode;
        this.size = size;
    }

    /** The type flag; {@code '5'} also for a file whose name ends with a slash, which is how v7 wrote directories. */
    byte type() {
        boolean slash = name.length > 0 && name[name.length - 1] == '/';
        return slash && (type == '0' || type == 0) ? (byte) '5' : type;
    }

    byte[] name() {
        return name;
    }

    byte[] link() {
        return link;
    }

    /** Permission bits, 0 to 0777. */
    int mode() {
        return mode;
    }

    long size() {
        return size;
    }
}
