package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script finds in its environment: what is promised, and nothing else. */
@ExtendWith(HostExtension.class)
class EnvironmentIT {
    /** As it was handed over: what bash adds by itself is not in there. */
    private static final String SHOW = "cat /proc/$$/environ";

    private static final Map<String, String> CALLER_ONLY = Map.ofEntries(
            Map.entry("LD_LIBRARY_PATH", "/nowhere"),
            Map.entry("LD_BIND_NOW", "1"),
            Map.entry("LD_PRELOAD_64", "/nowhere/lib.so"),
            Map.entry("LD_AUDIT_", "/nowhere/lib.so"),
            Map.entry("GCONV_PATH", "/nowhere"),
            Map.entry("JAVA_TOOL_OPTIONS", "-Dleak=1"),
            Map.entry("JDK_JAVA_OPTIONS", "-Dleak=1"),
            Map.entry("_JAVA_OPTIONS", "-Dleak=1"),
            Map.entry("CLASSPATH", "/nowhere"),
            Map.entry("BASH_ENV", "/nowhere/rc"),
            Map.entry("ENV", "/nowhere/rc"),
            Map.entry("BASH_FUNC_leak%%", "() { echo leak; }"),
            Map.entry("PS4", "leak"),
            Map.entry("PYTHONPATH", "/nowhere"),
            Map.entry("NODE_OPTIONS", "--no-warnings"),
            Map.entry("PERL5LIB", "/nowhere"),
            Map.entry("AWS_SECRET_ACCESS_KEY", "secret"),
            Map.entry("http_proxy", "http://nowhere"),
            Map.entry("SSH_AUTH_SOCK", "/nowhere"),
            Map.entry("CRONIUM_JOB_ID", "not mine"),
            Map.entry("CRONIUM_SECRET", "secret"),
            Map.entry("CRONIUM_CALLER_LC_ALL", "not mine"),
            Map.entry("TMPDIR", "/nowhere"),
            Map.entry("LOGNAME", "somebody"),
            Map.entry("SHELL", "/bin/false"),
            Map.entry("a name that is no name", "leak"),
            Map.entry("", "leak"));

    @Test
    void nothingOfTheCallersGetsInThatIsNotAllowed(Host host) throws IOException, InterruptedException {
        Launch launch = bare(host, host.bash(SHOW).pack(), "--execution-id", "env-1");
        for (Map.Entry<String, String> entry : CALLER_ONLY.entrySet()) {
            if (!entry.getKey().isEmpty()) {
                launch = launch.with(entry.getKey(), entry.getValue());
            }
        }

        Finished finished = launch.run();

        finished.assertEnded(0, "exited");
        Path work = host.executions().resolve("env-1");
        assertThat(variables(finished))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PATH", System.getenv("PATH"),
                        "HOME", host.home().toString(),
                        "TMPDIR", work.resolve("tmp").toString(),
                        "CRONIUM_WORK_DIR", work.resolve("payload").toString(),
                        "CRONIUM_EXECUTION_ID", "env-1"));
    }

    @Test
    void whatIsAllowedGetsInUnchanged(Host host) throws IOException, InterruptedException {
        Map<String, String> allowed = Map.of(
                "LANG", "de_DE.UTF-8",
                "LC_ALL", "C",
                "LC_TIME", "tr_TR.UTF-8",
                "LC_CRONIUM", "any",
                "TZ", "Pacific/Chatham",
                "USER", "grüß\ndich");
        Launch launch = bare(host, host.bash(SHOW).pack());
        for (Map.Entry<String, String> entry : allowed.entrySet()) {
            launch = launch.with(entry.getKey(), entry.getValue());
        }

        assertThat(variables(launch.run())).containsAllEntriesOf(allowed);
    }

    @Test
    void theManifestThenTheCommandLineThenTheRunnerHaveTheirSay(Host host) throws IOException, InterruptedException {
        Path payload = host.bash(SHOW).manifest("""
                        environment:
                          HOME: /manifest
                          BOTH: manifest
                          MULTI: "line\\nline"
                        metadata:
                          jobId: job-1
                          eventId: event-1
                          eventVersion: 7
                        """).pack();

        Map<String, String> variables =
                variables(bare(host, payload, "--env", "BOTH=command=line", "--env=EMPTY=", "--env", "UML=ä€😀")
                        .run());

        assertThat(variables)
                .containsEntry("HOME", "/manifest")
                .containsEntry("BOTH", "command=line")
                .containsEntry("MULTI", "line\nline")
                .containsEntry("EMPTY", "")
                .containsEntry("UML", "ä€😀")
                .containsEntry("CRONIUM_JOB_ID", "job-1")
                .containsEntry("CRONIUM_EVENT_ID", "event-1")
                .containsEntry("CRONIUM_EVENT_VERSION", "7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "=a", "1A=a", "A B=a", "A-B=a", "CRONIUM_WORK_DIR=/"})
    void aNameThatMakesNoSenseIsRefusedWithoutShowingItsValue(String assignment, Host host)
            throws IOException, InterruptedException {
        Finished finished = bare(host, host.bash("true").pack(), "--env", assignment + "secret-value")
                .run();

        assertThat(finished.exitCode()).isEqualTo(125);
        assertThat(finished.errText()).startsWith("cronium-runner: --env: ").doesNotContain("secret-value");
    }

    @Test
    void theTemporaryDirectoryIsInTheWorkDirectoryAndGoesWithIt(Host host) throws IOException, InterruptedException {
        Finished finished = host.run(
                        host.bash("f=$(mktemp) && echo $f && stat -c '%a %n' $TMPDIR $CRONIUM_WORK_DIR && pwd")
                                .pack(),
                        "--execution-id",
                        "tmp-1")
                .run();

        finished.assertEnded(0, "exited");
        Path work = host.executions().resolve("tmp-1");
        assertThat(finished.outText().lines().toList())
                .hasSize(4)
                .anyMatch(line -> line.startsWith(work.resolve("tmp") + "/tmp."))
                .contains(
                        "700 " + work.resolve("tmp"),
                        "700 " + work.resolve("payload"),
                        work.resolve("payload").toString());
    }

    /** Without the variable that other tests' scripts are given. */
    private static Launch bare(Host host, Path payload, String... options) {
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of(
                "run", payload.toString(), "--state=" + host.state(), "--trust=" + host.trust(), "--format=raw"));
        command.addAll(java.util.List.of(options));
        return host.program(Image.runner(), command).withResult();
    }

    private static Map<String, String> variables(Finished finished) {
        Map<String, String> variables = new TreeMap<>();
        for (String entry : new String(finished.out(), StandardCharsets.UTF_8).split("\0", -1)) {
            if (!entry.isEmpty()) {
                int equals = entry.indexOf('=');
                variables.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return variables;
    }
}
