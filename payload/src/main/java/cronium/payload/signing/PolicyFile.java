package cronium.payload.signing;

import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.FlatDocument;
import cronium.payload.manifest.Interpreter;
import cronium.payload.manifest.ManifestException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The policy of a key as it stands beside the key in {@code NAME.policy}. */
final class PolicyFile {
    /** The most bytes; 64 KiB. */
    static final int MAX_BYTES = 64 << 10;

    private static final String EVENTS = "events";
    private static final String INTERPRETERS = "interpreters";
    private static final String NOT_AFTER = "notAfter";
    private static final String PAYLOADS = "payloads";
    private static final String GRANTS = "grants";
    private static final String RUNNERS = "runners";
    private static final List<String> KEYS = List.of(EVENTS, INTERPRETERS, NOT_AFTER, PAYLOADS, GRANTS, RUNNERS);

    private PolicyFile() {}

    /**
     * Reads a policy.
     *
     * @param fileName for messages
     * @throws ManifestException with all that is wrong with it
     */
    static KeyPolicy parse(byte[] content, String fileName) throws ManifestException {
        FlatDocument document = FlatDocument.read(content, fileName, KEYS);
        Optional<List<String>> events = document.texts(EVENTS);
        Optional<Set<Interpreter>> interpreters =
                document.texts(INTERPRETERS).map(names -> interpreters(document, names));
        Optional<Instant> notAfter = document.instant(NOT_AFTER);
        boolean payloads = document.truth(PAYLOADS).orElse(true);
        boolean grants = document.truth(GRANTS).orElse(true);
        boolean runners = document.truth(RUNNERS).orElse(events.isEmpty() && interpreters.isEmpty());
        document.throwIfAny();
        return new KeyPolicy(events.map(List::copyOf), interpreters, notAfter, payloads, grants, runners);
    }

    private static Set<Interpreter> interpreters(FlatDocument document, List<String> names) {
        Set<Interpreter> interpreters = EnumSet.noneOf(Interpreter.class);
        for (String name : names) {
            Optional<Interpreter> interpreter = Interpreter.named(name);
            if (interpreter.isEmpty()) {
                document.refuse(INTERPRETERS, "expected bash, python or node, found " + Excerpt.quoted(name));
            }
            interpreter.ifPresent(interpreters::add);
        }
        return interpreters;
    }
}
