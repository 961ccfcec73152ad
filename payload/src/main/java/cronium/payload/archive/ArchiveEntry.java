package cronium.payload.archive;

/** One entry, checked: its path is relative, has no empty, {@code .} or {@code ..} component and lies below no link or file. */
public sealed interface ArchiveEntry {
    /** Components separated by {@code /}, none at the end. */
    String path();

    /**
     * A directory that the archive names.
     *
     * @param mode permission bits, 0 to 0777; setuid, setgid and sticky are gone
     */
    record Directory(String path, int mode) implements ArchiveEntry {}

    /**
     * A file with content.
     *
     * @param mode permission bits, 0 to 0777; setuid, setgid and sticky are gone
     * @param size in bytes
     */
    record RegularFile(String path, int mode, long size) implements ArchiveEntry {}

    /**
     * A symbolic link.
     *
     * @param target relative; that it stays inside is known once the whole archive was read
     */
    record SymbolicLink(String path, String target) implements ArchiveEntry {}

    /**
     * Another name of a file.
     *
     * @param target path of a regular file that came earlier
     */
    record HardLink(String path, String target) implements ArchiveEntry {}
}
