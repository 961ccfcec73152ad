package cronium.runner.output;

/**
 * What one stream carried, before any formatting.
 *
 * @param bytes that were passed on
 * @param dropped bytes that came after the limit of the stream was reached
 * @param sha256 of all bytes that were passed on, in lower-case hexadecimal
 */
public record StreamAccount(long bytes, long dropped, String sha256) {}
