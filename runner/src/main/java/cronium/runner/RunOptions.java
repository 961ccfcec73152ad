package cronium.runner;

import cronium.payload.manifest.EnvironmentName;
import cronium.payload.manifest.ExecBounds;
import cronium.payload.manifest.ExecutionId;
import cronium.payload.manifest.LimitText;
import cronium.payload.manifest.Limits;
import cronium.payload.signing.TrustMode;
import cronium.runner.output.OutputFormat;
import cronium.runner.secrets.SecretsSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code cronium-runner run} was told. */
record RunOptions(
        Path payload,
        Optional<Path> result,
        Optional<OutputFormat> format,
        Map<String, String> environment,
        Optional<SecretsSource> secretsFrom,
        SecretsAs secretsAs,
        Limits limits,
        HoldOptions hold,
        Optional<String> executionId,
        Optional<Path> state,
        Optional<Path> trust,
        Optional<Path> signature,
        TrustMode trustMode,
        boolean allowUnsigned,
        boolean requireGrant,
        boolean journal,
        boolean detach,
        Optional<Path> interpreter,
        boolean colours,
        boolean summary) {

    static RunOptions parse(List<String> arguments) throws UsageException {
        Words words = new Words(arguments);
        Optional<Path> payload = Optional.empty();
        Optional<Path> result = Optional.empty();
        Optional<OutputFormat> format = Optional.empty();
        Map<String, String> environment = new LinkedHashMap<>();
        Optional<SecretsSource> secretsFrom = Optional.empty();
        Optional<SecretsAs> secretsAs = Optional.empty();
        Limits limits = Limits.none();
        HoldOptions hold = HoldOptions.none();
        Optional<String> executionId = Optional.empty();
        Optional<Path> state = Optional.empty();
        Optional<Path> trust = Optional.empty();
        Optional<Path> signature = Optional.empty();
        TrustMode trustMode = TrustMode.ENFORCE;
        boolean allowUnsigned = false;
        boolean requireGrant = false;
        boolean journal = false;
        boolean detach = false;
        Optional<Path> interpreter = Optional.empty();
        boolean colours = true;
        boolean summary = false;
        while (words.hasNext()) {
            String word = words.next();
            if (!words.isOption(word)) {
                if (payload.isPresent()) {
                    throw new UsageException("expected one PAYLOAD, found also '" + word + "'");
                }
                payload = Optional.of(path("PAYLOAD", word));
                continue;
            }
            switch (word) {
                case "--result" -> result = Optional.of(path(word, words.value(word)));
                case "--format" -> format = Optional.of(format(words.value(word)));
                case "--env" -> addVariable(words.value(word), environment);
                case "--secrets-from" -> secretsFrom = Optional.of(secretsFrom(word, words.value(word)));
                case "--secrets-as" -> secretsAs = Optional.of(secretsAs(words.value(word)));
                case "--timeout", "--grace" -> limits = limits.lower(limit(word, word.substring(2), words.value(word)));
                case "--limit" -> limits = limits.lower(limit(word, words.value(word)));
                case "--sandbox" -> hold = hold.withSandbox(words.value(word));
                case "--containment" -> hold = hold.withLayer(words.value(word));
                case "--best-effort" -> hold = hold.withBestEffort(words.value(word));
                case "--execution-id" -> executionId = Optional.of(executionId(words.value(word)));
                case "--state" -> state = Optional.of(path(word, words.value(word)));
                case "--trust" -> trust = Optional.of(path(word, words.value(word)));
                case "--signature" -> signature = Optional.of(path(word, words.value(word)));
                case "--trust-mode" -> trustMode = trustMode(words.value(word));
                case "--allow-unsigned" -> allowUnsigned = true;
                case "--require-grant" -> requireGrant = true;
                case "--journal" -> journal = true;
                case "--detach" -> detach = true;
                case "--interpreter" -> interpreter = Optional.of(interpreter(words.value(word)));
                case "--summary" -> summary = true;
                case "--no-color", "--no-colour" -> colours = false;
                default -> throw UnknownOption.named(word);
            }
        }
        if (requireGrant && executionId.isEmpty()) {
            throw new UsageException("--require-grant: expected --execution-id too, found none");
        }
        if (journal && executionId.isEmpty()) {
            throw new UsageException("--journal: expected --execution-id too, found none");
        }
        if (secretsAs.isPresent() && secretsFrom.isEmpty()) {
            throw new UsageException("--secrets-as: expected --secrets-from too, found none");
        }
        return new RunOptions(
                payload.orElseThrow(() -> new UsageException("expected a PAYLOAD (NAME.tar.gz), found none")),
                result,
                format,
                Map.copyOf(environment),
                secretsFrom,
                secretsAs.orElse(SecretsAs.ENVIRONMENT),
                limits,
                hold,
                executionId,
                state,
                trust,
                signature,
                trustMode,
                allowUnsigned,
                requireGrant,
                journal,
                detach,
                interpreter,
                colours,
                summary);
    }

    /** An empty word is an unset variable of the caller's more often than not; as a path it would be the working directory. */
    static Path path(String option, String text) throws UsageException {
        if (text.isEmpty()) {
            throw new UsageException(option + ": expected a path, found an empty word");
        }
        return Path.of(text);
    }

    private static SecretsSource secretsFrom(String option, String word) throws UsageException {
        path(option, word);
        return SecretsSource.of(word);
    }

    private static SecretsAs secretsAs(String word) throws UsageException {
        return SecretsAs.named(word)
                .orElseThrow(
                        () -> new UsageException("--secrets-as: expected environment or files, found '" + word + "'"));
    }

    private static TrustMode trustMode(String word) throws UsageException {
        return switch (word) {
            case "enforce" -> TrustMode.ENFORCE;
            case "warn" -> TrustMode.WARN;
            default -> throw new UsageException("--trust-mode: expected enforce or warn, found '" + word + "'");
        };
    }

    private static OutputFormat format(String word) throws UsageException {
        return OutputFormat.named(word)
                .orElseThrow(() ->
                        new UsageException("--format: expected pretty, json, logfmt or raw, found '" + word + "'"));
    }

    /** Values are secrets more often than not, so a fault names the variable only. */
    private static void addVariable(String assignment, Map<String, String> environment) throws UsageException {
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            throw new UsageException("--env: expected NAME=VALUE, found a word without '='");
        }
        String name = assignment.substring(0, equals);
        String value = assignment.substring(equals + 1);
        Optional<String> fault = EnvironmentName.fault(name).or(() -> ExecBounds.variableFault(name, value));
        if (fault.isPresent()) {
            throw new UsageException("--env: " + fault.get());
        }
        environment.put(name, value);
    }

    private static Limits limit(String option, String assignment) throws UsageException {
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            throw new UsageException(option + ": expected NAME=VALUE, found '" + assignment + "'");
        }
        return limit(option, assignment.substring(0, equals), assignment.substring(equals + 1));
    }

    private static Limits limit(String option, String name, String value) throws UsageException {
        try {
            return LimitText.parse(name, value);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            // --timeout names its limit itself.
            String own = name + ": ";
            boolean twice = option.equals("--" + name) && message.startsWith(own);
            throw new UsageException(option + ": " + (twice ? message.substring(own.length()) : message));
        }
    }

    private static String executionId(String text) throws UsageException {
        Optional<String> fault = ExecutionId.fault(text);
        if (fault.isPresent()) {
            throw new UsageException("--execution-id: " + fault.get());
        }
        return text;
    }

    private static Path interpreter(String text) throws UsageException {
        Path path = Path.of(text);
        if (!path.isAbsolute()) {
            throw new UsageException("--interpreter: expected an absolute path, found '" + text + "'");
        }
        return path;
    }
}
