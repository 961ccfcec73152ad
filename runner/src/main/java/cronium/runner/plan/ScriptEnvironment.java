package cronium.runner.plan;

import cronium.payload.manifest.Manifest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The environment of a script: a few names of the caller's, then the manifest's, then what was given on the command line,
 * then the runner's own, later ones over earlier ones. Nothing else of the caller's environment gets in.
 */
final class ScriptEnvironment {
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TZ", "USER");
    /** The JVM runs under a locale of its own; the launcher keeps the caller's here. */
    private static final String CALLER_LC_ALL = "CRONIUM_CALLER_LC_ALL";

    private ScriptEnvironment() {}

    static Map<String, String> of(
            Manifest manifest, Map<String, String> caller, Map<String, String> given, Place place) {
        Map<String, String> environment = new LinkedHashMap<>();
        caller.forEach((name, value) -> {
            if (INHERITED.contains(name) || (name.startsWith("LC_") && !name.equals("LC_ALL"))) {
                environment.put(name, value);
            }
        });
        String localeOfCaller = caller.getOrDefault(CALLER_LC_ALL, "");
        if (!localeOfCaller.isEmpty()) {
            environment.put("LC_ALL", localeOfCaller);
        }
        environment.put("TMPDIR", place.temporary().toString());
        environment.putAll(manifest.environment());
        environment.putAll(given);
        manifest.metadata().jobId().ifPresent(id -> environment.put("CRONIUM_JOB_ID", id));
        manifest.metadata().eventId().ifPresent(id -> environment.put("CRONIUM_EVENT_ID", id));
        manifest.metadata()
                .eventVersion()
                .ifPresent(version -> environment.put("CRONIUM_EVENT_VERSION", Long.toString(version)));
        environment.put("CRONIUM_EXECUTION_ID", place.executionId());
        environment.put("CRONIUM_WORK_DIR", place.payload().toString());
        return environment;
    }

    /** Where an execution lives on this host. */
    record Place(String executionId, Path payload, Path temporary) {}
}
