package cronium.payload.manifest;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a payload comes from. Everything is optional, and an empty text in the manifest counts as absent.
 *
 * @param createdAt to the nanosecond
 * @param apiEndpoint kept as text; nothing connects to it
 * @param inputData any value
 * @param extra free keys, in the manifest's order
 */
public record Metadata(
        Optional<String> jobId,
        Optional<String> eventId,
        OptionalLong eventVersion,
        Optional<Instant> createdAt,
        Optional<ExecutionId> executionId,
        Optional<String> eventName,
        Optional<String> trigger,
        Optional<String> apiEndpoint,
        Optional<JsonValue> inputData,
        Map<String, JsonValue> extra) {

    /** Upper bound of each text, in bytes of UTF-8: they become environment variables and log fields. */
    public static final int MAX_TEXT_BYTES = 4096;

    /** @throws IllegalArgumentException if a text has a NUL or is longer than {@link #MAX_TEXT_BYTES} */
    public Metadata {
        refuse("jobId", jobId);
        refuse("eventId", eventId);
        refuse("eventName", eventName);
        refuse("trigger", trigger);
        refuse("apiEndpoint", apiEndpoint);
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /** The metadata of a manifest that has none. */
    public static Metadata none() {
        Optional<String> absent = Optional.empty();
        return new Metadata(
                absent,
                absent,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                absent,
                absent,
                absent,
                Optional.empty(),
                Map.of());
    }

    static Optional<String> textFault(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of("expected text without NUL, found NUL at character " + (text.indexOf('\0') + 1));
        }
        int bytes = Utf8.length(text);
        return bytes > MAX_TEXT_BYTES
                ? Optional.of("expected at most " + MAX_TEXT_BYTES + " bytes, found " + bytes)
                : Optional.empty();
    }

    private static void refuse(String key, Optional<String> text) {
        if (text.isPresent()) {
            Optional<String> fault = textFault(text.get());
            if (fault.isPresent()) {
                throw new IllegalArgumentException(key + ": " + fault.get());
            }
        }
    }
}
