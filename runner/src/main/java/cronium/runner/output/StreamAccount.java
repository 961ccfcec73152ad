package cronium.runner.output;

/**
 * What one stream carried, before any formatting.
 *
 * @param sha256 of all its bytes, in lower-case hexadecimal
 */
public record StreamAccount(long bytes, String sha256) {}
