package cronium.testkit.manifests;

import java.util.List;

/** Defects of {@code limits} and {@code sandbox}. */
final class HostileLimits {
    private HostileLimits() {}

    static List<HostileManifest> all() {
        return List.of(
                limits("misspelled-limit", "{timout: 1s}", "limits: unknown key 'timout'; did you mean 'timeout'?"),
                limits("timeout-zero", "{timeout: 0}", "limits.timeout: expected a duration over 0"),
                limits("timeout-negative", "{timeout: -5s}", "expected a duration such as 90s"),
                limits("timeout-in-words", "{timeout: 10 minutes}", "found '10 minutes'"),
                limits("timeout-units-out-of-order", "{timeout: 1s1m}", "found '1s1m'"),
                limits("timeout-without-unit-at-end", "{timeout: 1m30}", "found '1m30'"),
                limits("timeout-over-a-year", "{timeout: 367d}", "expected at most 366d, found '367d'"),
                limits("timeout-overflow", "{timeout: 99999999999999999999h}", "expected at most 366d"),
                limits("timeout-other-digits", "{timeout: ٣s}", "expected a duration such as"),
                limits("grace-mapping", "{grace: {s: 1}}", "limits.grace: expected text, found keys and values"),
                limits("memory-too-small", "{memory: 64kB}", "expected at least 1MiB, found 64000B"),
                limits("memory-ambiguous-unit", "{memory: 64M}", "write 64MB (powers of 1000) or 64MiB"),
                limits("memory-overflow", "{memory: 8192PiB}", "expected at most 9223372036854775807 bytes"),
                limits("memory-digits-overflow", "{memory: 99999999999999999999}", "9223372036854775807 bytes"),
                limits("output-zero", "{output: 0}", "limits.output: expected at least 1B, found 0B"),
                limits("output-excess-unknown", "{outputExcess: trunc}", "expected stop or truncate, found 'trunc'"),
                limits("disk-too-small", "{disk: 4096}", "limits.disk: expected at least 1MiB, found 4KiB"),
                limits("processes-zero", "{processes: 0}", "expected a whole number from 1 to 4194304, found '0'"),
                limits("open-files-fraction", "{openFiles: 1.5}", "from 1 to 1048576, found '1.5'"),
                limits("open-files-overflow", "{openFiles: 18446744073709551617}", "from 1 to 1048576"),
                sandbox("misspelled-filesystem", "{filesystem: readonly}", "did you mean 'read-only'?"),
                sandbox("unknown-network", "{network: vpn}", "sandbox.network: expected host, none or tcp-connect"),
                sandbox("network-list", "{network: [80]}", "expected host, none or tcp-connect: [ports], found a list"),
                sandbox("port-zero", "{network: {tcp-connect: [0]}}", "expected a port from 1 to 65535, found '0'"),
                sandbox("port-overflow", "{network: {tcp-connect: [65536]}}", "found '65536'"),
                sandbox("no-ports", "{network: {tcp-connect: []}}", "write 'network: none'"),
                sandbox(
                        "relative-writable-path",
                        "{writable: [var]}",
                        "sandbox.writable[0]: expected an absolute path"),
                sandbox("readable-path-that-climbs", "{readable: [/a/../etc]}", "found '..' in '/a/../etc'"),
                sandbox("new-privileges", "{new-privileges: true}", "expected false, found 'true'"));
    }

    private static HostileManifest limits(String defect, String limits, String says) {
        return HostileManifest.of(
                defect, ValidManifest.SHORTEST + "limits: " + limits + "\n", "manifest.invalid", says);
    }

    private static HostileManifest sandbox(String defect, String sandbox, String says) {
        return HostileManifest.of(
                defect, ValidManifest.SHORTEST + "sandbox: " + sandbox + "\n", "manifest.invalid", says);
    }
}
