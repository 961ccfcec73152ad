package cronium.server.domain;

/**
 * A file of an event.
 *
 * @param path relative, normalised, inside the payload
 * @param executable whether its owner may execute it: mode 0755 in the payload, else 0644
 */
public record ScriptFile(String path, boolean executable, Bytes content) {}
