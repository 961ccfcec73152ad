package cronium.payload.archive;

/**
 * What an extraction made.
 *
 * @param entries files, directories and links that the archive names
 * @param bytes content of the regular files
 */
public record Extracted(long entries, long bytes) {}
