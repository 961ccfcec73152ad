package cronium.payload.signing;

import cronium.payload.manifest.EnvironmentName;
import cronium.payload.manifest.ExecutionId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Leave to run one payload once: what is decided for each run, and so is not in the payload itself.
 *
 * @param payload its SHA-256, 64 lower-case hexadecimal digits
 * @param executionId the one execution that it is for
 * @param hosts names of the hosts that it is for, at least one
 * @param notBefore the first instant at which it may be used
 * @param notAfter the last instant at which it may be used
 * @param environment names of variables that may be set beside those of the manifest
 */
public record Grant(
        String payload,
        ExecutionId executionId,
        List<String> hosts,
        Optional<Instant> notBefore,
        Instant notAfter,
        List<String> environment) {
    /** The most hosts, and the most variables. */
    public static final int MAX_NAMES = 1_000;

    static final String VERSION = "v1";

    /** What four digits can say. */
    private static final Instant FIRST = Instant.ofEpochSecond(-62_167_219_200L);

    private static final Instant LAST = Instant.ofEpochSecond(253_402_300_799L);

    /**
     * A grant.
     *
     * @throws IllegalArgumentException if a part breaks the rules above; the message says which
     */
    public Grant {
        refuse("payload", payloadFault(payload));
        hosts = List.copyOf(hosts);
        environment = List.copyOf(environment);
        refuse("hosts", countFault(hosts.size(), 1));
        refuse("environment", countFault(environment.size(), 0));
        hosts.forEach(host -> refuse("hosts", HostName.fault(host)));
        environment.forEach(name -> refuse("environment", EnvironmentName.fault(name)));
        refuse("notAfter", timesFault(notBefore, notAfter));
    }

    /** The document, to be signed and kept as it is; {@link GrantDocument#parse} reads it. */
    public byte[] document() {
        StringBuilder yaml = new StringBuilder("version: ").append(VERSION).append('\n');
        yaml.append("payload: ").append(payload).append('\n');
        // Quoted, since an execution may be called null. None of the names can have a quote.
        yaml.append("executionId: '").append(executionId.text()).append("'\n");
        yaml.append("hosts: ").append(quoted(hosts)).append('\n');
        notBefore.ifPresent(
                instant -> yaml.append("notBefore: ").append(instant).append('\n'));
        yaml.append("notAfter: ").append(notAfter).append('\n');
        if (!environment.isEmpty()) {
            yaml.append("environment: ").append(quoted(environment)).append('\n');
        }
        return yaml.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Optional<String> payloadFault(String payload) {
        boolean hexadecimal = payload.length() == 64
                && payload.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        return hexadecimal ? Optional.empty() : Optional.of("expected 64 lower-case hexadecimal digits, found another");
    }

    static Optional<String> countFault(int count, int least) {
        return count >= least && count <= MAX_NAMES
                ? Optional.empty()
                : Optional.of("expected " + least + " to " + MAX_NAMES + " names, found " + count);
    }

    static Optional<String> timesFault(Optional<Instant> notBefore, Instant notAfter) {
        if (notAfter.isAfter(LAST) || notBefore.orElse(notAfter).isBefore(FIRST)) {
            return Optional.of("expected times of the years 0 to 9999, found another");
        }
        return notBefore.isPresent() && notBefore.get().isAfter(notAfter)
                ? Optional.of("expected a time after notBefore, " + notBefore.get() + ", found " + notAfter)
                : Optional.empty();
    }

    private static void refuse(String part, Optional<String> fault) {
        if (fault.isPresent()) {
            throw new IllegalArgumentException(part + ": " + fault.get());
        }
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "[", "]"));
    }
}
