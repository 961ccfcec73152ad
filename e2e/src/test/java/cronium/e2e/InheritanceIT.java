package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script has of the process that started it: its umask and limits, but none of its descriptors and signals. */
@ExtendWith(HostExtension.class)
class InheritanceIT {

    @ParameterizedTest
    @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"})
    void descriptorsThatAreClosedDoNoHarm(String closed, Host host) throws IOException, InterruptedException {
        Finished finished =
                host.run(host.bash("""
                        readlink /proc/$$/fd/0 >$NOTES/stdin
                        ls /proc/$$/fd >$NOTES/descriptors
                        echo to stdout; echo to stderr >&2; wc -c </dev/stdin
                        """).pack()).inShell("exec \"$@\" " + closed).run();

        var result = finished.assertEnded(0, "exited");
        assertThat(host.note("stdin")).isEqualTo("/dev/null\n");
        assertThat(host.note("descriptors").lines()).contains("0", "1", "2").hasSizeLessThanOrEqualTo(4);
        assertThat(result.at("/output/stdout/bytes").asInt()).isEqualTo("to stdout\n0\n".length());
        assertThat(result.at("/output/stderr/bytes").asInt()).isEqualTo("to stderr\n".length());
    }

    @Test
    void descriptorsOfTheCallerStayOutside(Host host) throws IOException, InterruptedException {
        Finished finished = host.run(host.bash("for f in /proc/$$/fd/*; do echo ${f##*/}; done")
                        .pack())
                .inShell("exec \"$@\" 3</etc/passwd 7</etc/passwd 9>/dev/null")
                .run();

        finished.assertEnded(0, "exited");
        // 255 is bash's own, for the script that it reads.
        assertThat(finished.outText().lines())
                .containsOnly("0", "1", "2", "3", "255")
                .doesNotContain("7", "9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0022", "0027", "0077", "0000"})
    void theUmaskIsTheCallersAndTheWorkDirectoryIsPrivateAllTheSame(String umask, Host host)
            throws IOException, InterruptedException {
        Finished finished = host.run(
                        host.bash("umask; stat -c %a . $TMPDIR .. ../..").pack())
                .inShell("umask " + umask + "; exec \"$@\"")
                .run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo(umask + "\n700\n700\n700\n700\n");
    }

    @ParameterizedTest
    @CsvSource({"256, 1024", "1024, 4096", "2000, 2000"})
    void theLimitOfOpenFilesIsTheCallers(int soft, int hard, Host host) throws IOException, InterruptedException {
        Finished finished = host.run(host.bash("ulimit -Sn; ulimit -Hn").pack())
                .inShell("ulimit -n " + hard + "; ulimit -S -n " + soft + "; exec \"$@\"")
                .run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo(soft + "\n" + hard + "\n");
    }

    @Test
    void otherLimitsAreTheCallersToo(Host host) throws IOException, InterruptedException {
        String caller = "cat /proc/self/limits";
        Finished bare = host.program(java.nio.file.Path.of("/bin/sh"), java.util.List.of("-c", caller))
                .run();

        Finished finished = host.run(host.bash(caller).pack()).run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo(withRoomForTheRunner(bare.outText()));
    }

    /** Of a user's processes, 32 are kept for the runner and its guard; no limit stays none. */
    private static String withRoomForTheRunner(String limits) {
        return Pattern.compile("(?m)^(Max processes +)(\\d+)( +)(\\d+)( +processes *)$")
                .matcher(limits)
                .replaceAll(found ->
                        found.group(1) + less(found.group(2)) + found.group(3) + less(found.group(4)) + found.group(5));
    }

    private static String less(String number) {
        String lower = Long.toString(Long.parseLong(number) - 32);
        return lower + " ".repeat(number.length() - lower.length());
    }

    @Test
    void signalsAreNeitherIgnoredNorBlockedWhateverTheCallerDid(Host host) throws IOException, InterruptedException {
        Finished finished = host.run(host.bash("exec cat /proc/self/status").pack())
                .inShell("trap '' PIPE USR1 USR2 HUP QUIT; exec \"$@\"")
                .run();

        finished.assertEnded(0, "exited");
        for (String kind : new String[] {"SigBlk", "SigIgn", "SigCgt"}) {
            assertThat(finished.outText()).contains(kind + ":\t0000000000000000\n");
        }
    }

    @Test
    void aBrokenPipeEndsAProgramOfTheScript(Host host) throws IOException, InterruptedException {
        Finished finished = host.run(
                        host.bash("yes | head -n 1; echo ${PIPESTATUS[0]}").pack())
                .run();

        assertThat(finished.outText()).isEqualTo("y\n141\n");
    }

    @Test
    void theScriptLeadsASessionOfItsOwnWithoutATerminal(Host host) throws IOException, InterruptedException {
        Finished finished = host.run(host.bash("read -r _ _ _ _ group session terminal _ </proc/$$/stat\n"
                                + "echo $((group == $$)) $((session == $$)) $terminal")
                        .pack())
                .run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo("1 1 0\n");
    }
}
