package cronium.runner;

import cronium.protocol.ClientMessage;
import cronium.protocol.Refusal;
import cronium.runner.serve.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The options of a submission as those of {@code run}, after a look at which a client may give. */
final class SubmittedOptions {
    /** What a client may always say: it makes an execution narrower, or is the script's own affair. */
    static final Set<String> ALWAYS =
            Set.of("--env", "--secrets-as", "--timeout", "--grace", "--limit", "--sandbox", "--require-grant");

    private SubmittedOptions() {}

    static RunOptions of(ClientMessage.Submit submit, String payload, ServeOptions serve) throws RefusedException {
        try {
            check(submit.options(), serve);
            List<String> words = new ArrayList<>(submit.options());
            words.addAll(List.of("--execution-id", submit.execution(), "--journal"));
            if (!submit.secrets().isEmpty()) {
                words.addAll(List.of("--secrets-from", "submission"));
            }
            if (serve.requireGrant()) {
                words.add("--require-grant");
            }
            words.addAll(List.of("--", payload));
            return RunOptions.parse(words);
        } catch (UsageException e) {
            throw new RefusedException(Refusal.OPTION_REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private static void check(List<String> options, ServeOptions serve) throws UsageException {
        Words words = new Words(options);
        while (words.hasNext()) {
            String word = words.next();
            if (!words.isOption(word)) {
                throw new UsageException("expected options only, found something else");
            }
            boolean permitted = word.startsWith("--") && serve.permitted().contains(word.substring(2));
            if (!ALWAYS.contains(word) && !permitted) {
                boolean permissible = ServeOptions.PERMISSIBLE.contains(word.replaceFirst("^--", ""));
                throw new UsageException(
                        permissible
                                ? word + ": expected a runner that permits it, found one started without --permit "
                                        + word.substring(2)
                                : "expected an option that a client may give, found '" + word + "'");
            }
            if (!word.equals("--require-grant") && !word.equals("--allow-unsigned")) {
                words.value(word);
            }
        }
    }
}
