package cronium.payload.archive;

/** What of a folder is packed. */
@FunctionalInterface
public interface Selection {
    Selection EVERYTHING = (_, _) -> true;

    /**
     * Whether an entry is packed. Of a directory that is not, nothing beneath it is asked for.
     *
     * @param path relative to the folder, components separated by {@code /}, none at the end
     */
    boolean includes(String path, boolean directory);
}
