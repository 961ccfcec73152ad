package cronium.protocol;

/**
 * A file that stands beside a payload and says why it may run: a signature, a bundle, a grant.
 *
 * @param suffix what its name has after the payload's, such as {@code .sig}
 */
public record ProofFile(String suffix, Bytes content) {
    /** The most bytes of one. */
    public static final int MOST_BYTES = 128 << 10;

    public ProofFile {
        Checks.word("a suffix", suffix);
        Checks.that(
                suffix.startsWith(".") && !suffix.contains(".."),
                "a suffix that begins with '.', without '..'",
                "'" + suffix + "'");
        Checks.that(content.length() <= MOST_BYTES, "a proof of at most " + MOST_BYTES + " bytes", content.length());
    }
}
