package cronium.server.api;

import cronium.server.domain.EventName;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Target;
import cronium.server.domain.TokenName;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The values in paths. One that cannot name anything is refused rather than looked for. */
final class PathValues {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private PathValues() {}

    static EventName event(Call call) throws InvalidException {
        return value(call, "event", EventName::fault, EventName::new);
    }

    static TokenName token(Call call) throws InvalidException {
        return value(call, "token", TokenName::fault, TokenName::new);
    }

    /** A host's name: neither a group's, nor this machine's. */
    static Target host(Call call) throws InvalidException {
        return value(call, "host", PathValues::hostFault, Target::new);
    }

    private static Optional<String> hostFault(String text) {
        return text.startsWith("group:") || text.equals(Target.LOCAL.text())
                ? Optional.of("expected a host's name, found " + text + ", which is not one host's")
                : Target.fault(text);
    }

    static long version(Call call) throws InvalidException {
        Optional<Long> number = WholeNumberText.read(call.path("version")).filter(found -> found > 0);
        return number.orElseThrow(() -> new InvalidException("version", "expected a whole number from 1"));
    }

    static String execution(Call call) throws InvalidException {
        return matching(call, "execution", UUID, "an execution's id, a UUID in lower case");
    }

    static String rollout(Call call) throws InvalidException {
        return matching(call, "rollout", UUID, "a rollout's id, a UUID in lower case");
    }

    static String sha256(Call call) throws InvalidException {
        return matching(call, "sha256", SHA256, "64 hexadecimal digits in lower case");
    }

    /** Why a text is no id of an execution or a rollout; empty if it is. */
    static Optional<String> uuidFault(String text) {
        return UUID.matcher(text).matches() ? Optional.empty() : Optional.of("expected a UUID in lower case");
    }

    private static String matching(Call call, String name, Pattern pattern, String expected) throws InvalidException {
        String text = call.path(name);
        if (!pattern.matcher(text).matches()) {
            throw new InvalidException(name, "expected " + expected);
        }
        return text;
    }

    static <T> T value(Call call, String name, Function<String, Optional<String>> fault, Function<String, T> maker)
            throws InvalidException {
        Optional<String> refused = fault.apply(call.path(name));
        if (refused.isPresent()) {
            throw new InvalidException(name, refused.get());
        }
        return maker.apply(call.path(name));
    }
}
