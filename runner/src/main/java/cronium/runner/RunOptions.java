package cronium.runner;

import cronium.payload.manifest.DurationText;
import cronium.payload.manifest.EnvironmentName;
import cronium.payload.manifest.ExecBounds;
import cronium.payload.manifest.ExecutionId;
import cronium.payload.signing.TrustMode;
import cronium.runner.output.OutputFormat;
import java.nio.file.Path;
import java.time.Duration;
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
        Optional<Duration> timeout,
        Optional<Duration> grace,
        Optional<String> executionId,
        Optional<Path> state,
        Optional<Path> trust,
        Optional<Path> signature,
        TrustMode trustMode,
        boolean allowUnsigned,
        boolean requireGrant,
        Optional<Path> interpreter,
        boolean colours,
        boolean summary) {

    static RunOptions parse(List<String> arguments) throws UsageException {
        Words words = new Words(arguments);
        Optional<Path> payload = Optional.empty();
        Optional<Path> result = Optional.empty();
        Optional<OutputFormat> format = Optional.empty();
        Map<String, String> environment = new LinkedHashMap<>();
        Optional<Duration> timeout = Optional.empty();
        Optional<Duration> grace = Optional.empty();
        Optional<String> executionId = Optional.empty();
        Optional<Path> state = Optional.empty();
        Optional<Path> trust = Optional.empty();
        Optional<Path> signature = Optional.empty();
        TrustMode trustMode = TrustMode.ENFORCE;
        boolean allowUnsigned = false;
        boolean requireGrant = false;
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
                case "--timeout" -> timeout = Optional.of(duration(word, words.value(word), 1));
                case "--grace" -> grace = Optional.of(duration(word, words.value(word), 0));
                case "--execution-id" -> executionId = Optional.of(executionId(words.value(word)));
                case "--state" -> state = Optional.of(path(word, words.value(word)));
                case "--trust" -> trust = Optional.of(path(word, words.value(word)));
                case "--signature" -> signature = Optional.of(path(word, words.value(word)));
                case "--trust-mode" -> trustMode = trustMode(words.value(word));
                case "--allow-unsigned" -> allowUnsigned = true;
                case "--require-grant" -> requireGrant = true;
                case "--interpreter" -> interpreter = Optional.of(interpreter(words.value(word)));
                case "--summary" -> summary = true;
                case "--no-color", "--no-colour" -> colours = false;
                default -> throw new UsageException("unknown option '" + word + "'; see: cronium-runner help");
            }
        }
        if (requireGrant && executionId.isEmpty()) {
            throw new UsageException("--require-grant: expected --execution-id too, found none");
        }
        return new RunOptions(
                payload.orElseThrow(() -> new UsageException("expected a PAYLOAD (NAME.tar.gz), found none")),
                result,
                format,
                Map.copyOf(environment),
                timeout,
                grace,
                executionId,
                state,
                trust,
                signature,
                trustMode,
                allowUnsigned,
                requireGrant,
                interpreter,
                colours,
                summary);
    }

    /** An empty word is an unset variable of the caller's more often than not; as a path it would be the working directory. */
    private static Path path(String option, String text) throws UsageException {
        if (text.isEmpty()) {
            throw new UsageException(option + ": expected a path, found an empty word");
        }
        return Path.of(text);
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

    private static Duration duration(String option, String text, long leastMillis) throws UsageException {
        try {
            Duration duration = DurationText.parse(text);
            if (duration.toMillis() < leastMillis) {
                throw new UsageException(option + ": expected more than zero, found '" + text + "'");
            }
            return duration;
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
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
