package cronium.server.api;

import cronium.server.domain.InvalidException;
import cronium.server.events.Expected;
import java.util.Optional;

/** What {@code If-Match} and {@code If-None-Match} say of an event's version (RFC 9110, section 13.1). */
final class Precondition {
    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";

    private Precondition() {}

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * What the caller expects, which is so at this moment.
     *
     * @param found the version that is there, if there is an event
     * @throws ProblemException 412 if it is not so
     */
    static Expected check(Call call, Optional<Long> found) throws ProblemException, InvalidException {
        Optional<String> match = call.header(IF_MATCH).map(String::strip);
        Optional<String> noneMatch = call.header(IF_NONE_MATCH).map(String::strip);
        if (noneMatch.isPresent()) {
            if (match.isPresent() || !noneMatch.get().equals("*")) {
                throw new InvalidException(
                        IF_NONE_MATCH, "expected *, and no If-Match beside it, found " + noneMatch.get());
            }
            if (found.isPresent()) {
                throw failed("expected no event of that name, found version " + found.get());
            }
            return new Expected.Absent();
        }
        return match.isPresent() ? match(match.get(), found) : new Expected.Any();
    }

    private static Expected match(String match, Optional<Long> found) throws ProblemException, InvalidException {
        if (match.equals("*")) {
            return new Expected.Version(found.orElseThrow(() -> failed("expected an event of that name, found none")));
        }
        String digits = match.length() > 2 && match.startsWith("\"") && match.endsWith("\"")
                ? match.substring(1, match.length() - 1)
                : "";
        long version = WholeNumberText.read(digits)
                .orElseThrow(() -> new InvalidException(
                        IF_MATCH, "expected a version in quotation marks as ETag gives it, such as \"3\", or *"));
        if (found.isEmpty() || found.get() != version) {
            throw failed("expected version " + version + ", found "
                    + found.map(number -> "version " + number).orElse("no event of that name")
                    + "; read it again, and save what should be there now");
        }
        return new Expected.Version(version);
    }

    private static ProblemException failed(String detail) {
        return ProblemKind.PRECONDITION_FAILED.with(detail);
    }
}
