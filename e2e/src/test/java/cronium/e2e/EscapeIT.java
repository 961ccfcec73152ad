package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ways out of the sandbox, each tried for real: without a sandbox it must succeed, or the test shows nothing; with one it
 * must fail.
 */
@ExtendWith(HostExtension.class)
class EscapeIT {
    private static final String PYTHON = "/usr/bin/python3";

    /** Prints {@code out} where the attempt succeeds and {@code held} where it fails. */
    private static final String FRAME = """
            import ctypes, os, resource, socket, sys
            libc = ctypes.CDLL(None, use_errno=True)
            def call(*arguments):
                if libc.syscall(*arguments) < 0:
                    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
            def attempt():
            ATTEMPT
            try:
                attempt()
                print("out")
            except (OSError, ValueError) as e:
                print("held")
                print(e, file=sys.stderr)
            """;

    /** A way out. The script finds what it needs in {@code NOTES}, {@code PORT} and {@code VICTIM}. */
    enum Escape {
        WRITES_OUTSIDE("open(os.environ['NOTES'] + '/x', 'w').close()", Sandboxed.FILES),
        REMOVES_OUTSIDE("os.unlink(os.environ['NOTES'] + '/secret')", Sandboxed.FILES),
        TRUNCATES_OUTSIDE("os.truncate(os.environ['NOTES'] + '/secret', 0)", Sandboxed.FILES),
        LINKS_OUTSIDE("os.link(os.environ['NOTES'] + '/secret', 'linked')", Sandboxed.FILES),
        READS_A_SECRET("open(os.environ['NOTES'] + '/secret').read()", Sandboxed.PRIVATE),
        LISTS_A_DIRECTORY("os.listdir(os.environ['NOTES'])", Sandboxed.PRIVATE),
        READS_THROUGH_PROC("open('/proc/self/root' + os.environ['NOTES'] + '/secret').read()", Sandboxed.PRIVATE),
        READS_THE_PASSWORDS("open('/etc/shadow').read()", Sandboxed.PRIVATE_AS_ROOT),
        CONNECTS("socket.create_connection(('127.0.0.1', int(os.environ['PORT'])))", Sandboxed.NETWORK),
        SENDS_A_DATAGRAM(
                "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))", Sandboxed.NETWORK),
        LISTENS("socket.create_server(('127.0.0.1', 0))", Sandboxed.NETWORK),
        ASKS_A_UNIX_SOCKET("socket.socket(socket.AF_UNIX).bind('s')", Sandboxed.PRIVATE),
        SIGNALS_OUTSIDE("os.kill(int(os.environ['VICTIM']), 0)", Sandboxed.ANY),
        TRACES_OUTSIDE("call(101, 0x4206, int(os.environ['VICTIM']), 0, 0)", Sandboxed.ANY),
        READS_MEMORY_OUTSIDE("open('/proc/' + os.environ['VICTIM'] + '/mem', 'rb')", Sandboxed.ANY),
        READS_AN_ENVIRONMENT_OUTSIDE("open('/proc/' + os.environ['VICTIM'] + '/environ').read()", Sandboxed.ANY),
        LIMITS_ANOTHER("resource.prlimit(int(os.environ['VICTIM']), resource.RLIMIT_CORE, (0, 0))", Sandboxed.ANY),
        MAKES_A_USER_NAMESPACE("call(272, 0x10000000)", Sandboxed.ANY),
        USES_IO_URING("call(425, 1, ctypes.create_string_buffer(256))", Sandboxed.ANY),
        MOUNTS("call(165, b't', b'/mnt', b'tmpfs', 0, 0); call(166, b'/mnt', 0)", Sandboxed.ANY_AS_ROOT),
        LEAVES_FOR_ANOTHER_NAMESPACE(
                "call(308, os.open('/proc/' + os.environ['VICTIM'] + '/ns/net', os.O_RDONLY), 0)",
                Sandboxed.ANY_AS_ROOT),
        RAISES_A_LIMIT("resource.setrlimit(resource.RLIMIT_NOFILE, (100, 1 << 19))", Sandboxed.ANY_AS_ROOT),
        READS_THE_RUNNERS_ENVIRONMENT(
                "open('/proc/' + str(os.getppid() or os.environ['VICTIM']) + '/environ').read()",
                Sandboxed.ANY_AS_ROOT),
        MAKES_A_DEVICE("os.mknod('disk', 0o60600, os.makedev(8, 0))", Sandboxed.ANY_AS_ROOT);

        private final String python;
        private final Sandboxed by;

        Escape(String python, Sandboxed by) {
            this.python = python;
            this.by = by;
        }

        String script() {
            return FRAME.replace("ATTEMPT", "    " + python);
        }
    }

    /** The sandboxes that must stop it. */
    enum Sandboxed {
        FILES(false, "filesystem=read-only", "filesystem=private"),
        PRIVATE(false, "filesystem=private"),
        PRIVATE_AS_ROOT(true, "filesystem=private"),
        NETWORK(false, "network=none", "network=tcp-connect:1"),
        ANY(false, "filesystem=read-only", "filesystem=private", "network=none", "network=tcp-connect:1"),
        ANY_AS_ROOT(true, "filesystem=read-only", "filesystem=private", "network=none");

        private final boolean rootOnly;
        private final String sandboxes;

        Sandboxed(boolean rootOnly, String... sandboxes) {
            this.rootOnly = rootOnly;
            this.sandboxes = String.join(" ", sandboxes);
        }

        List<String> sandboxes() {
            return List.of(sandboxes.split(" ", -1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isHeldByTheSandboxOnly(Escape escape, Host host) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "numbers of x86-64; SystemCallFilterTest has arm64");
        for (Account account : accounts(escape)) {
            Path payload = host.python(escape.script())
                    .manifest("limits: {openFiles: 4096}\n")
                    .pack();
            try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Process victim = victim(account);
                try {
                    List<String> options = new ArrayList<>(List.of(
                            "--interpreter", PYTHON,
                            "--env", "PORT=" + listening.getLocalPort(),
                            "--env", "VICTIM=" + victim.pid()));
                    assertThat(attempt(escape, account, host, payload, options))
                            .as(account + " without a sandbox")
                            .isEqualTo("out\n");
                    for (String sandbox : escape.by.sandboxes()) {
                        List<String> more = new ArrayList<>(options);
                        more.addAll(List.of("--sandbox", sandbox));
                        assertThat(attempt(escape, account, host, payload, more))
                                .as(account + " with " + sandbox)
                                .isEqualTo("held\n");
                    }
                } finally {
                    victim.destroyForcibly().waitFor();
                }
            }
        }
    }

    private static List<Account> accounts(Escape escape) throws IOException {
        if (!Account.isRoot()) {
            assumeTrue(!escape.by.rootOnly, "expected root, found another user");
            return List.of(Account.SELF);
        }
        return escape.by.rootOnly ? List.of(Account.SELF) : List.of(Account.SELF, Account.NOBODY);
    }

    /** A process of the same user that has no part in anything. */
    private static Process victim(Account account) throws IOException {
        Process victim = account == Account.NOBODY
                ? new ProcessBuilder(
                                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", "sleep", "600")
                        .start()
                : new ProcessBuilder("sleep", "600").start();
        Await.until(
                "the victim to sleep", () -> victim.info().command().orElse(""), command -> command.endsWith("/sleep"));
        return victim;
    }

    private static String attempt(Escape escape, Account account, Host host, Path payload, List<String> options)
            throws IOException, InterruptedException {
        Path secret = Files.writeString(host.notes().resolve("secret"), "secret");
        Launch launch = account.run(host, payload, options.toArray(String[]::new));
        if (account == Account.NOBODY) {
            Files.setAttribute(secret, "unix:uid", 65_534);
        }
        Finished finished = launch.run();
        assertThat(finished.exitCode())
                .as(escape + ": " + finished.errText() + finished.outText())
                .isZero();
        return finished.outText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "filesystem=read-only", "network=none"})
    void aSetUserIdProgramGivesNoRights(String sandbox, Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Path program = Files.copy(Path.of("/usr/bin/id"), host.directory().resolve("id"));
        Files.setAttribute(program, "unix:mode", 0104755);
        Process direct = new ProcessBuilder(
                        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", program.toString(), "-u")
                .start();
        String directly = new String(direct.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        direct.waitFor(60, TimeUnit.SECONDS);
        assertThat(directly).as("without the runner").isEqualTo("0\n");

        Path payload = host.bash(program + " -u").pack();
        Launch launch = sandbox.isEmpty()
                ? Account.NOBODY.run(host, payload)
                : Account.NOBODY.run(host, payload, "--sandbox", sandbox);

        assertThat(launch.run().outText()).isEqualTo("65534\n");
    }

    @Test
    void aScriptInAPrivateFilesystemStillWorks(Host host) throws IOException, InterruptedException {
        String script = """
                set -e
                echo "$(( 6 * 7 ))" > here && cat here
                mktemp >/dev/null && cat <(echo substituted)
                echo lost >/dev/null && head -c 4 /dev/urandom | wc -c
                getent passwd root | cut -d: -f1
                sleep 600 & kill %1; wait %1 || echo $?
                ls /proc | grep -c '^[0-9]' >count; [ -s count ] && echo processes
                """;
        Path payload = host.bash(script)
                .manifest("sandbox: {filesystem: private, network: none}\n")
                .pack();
        List<Account> accounts = Account.isRoot() ? List.of(Account.values()) : List.of(Account.SELF);
        for (Account account : accounts) {
            Finished finished = account.run(host, payload).run();
            finished.assertEnded(0, "exited");
            assertThat(finished.outText())
                    .as(account + ": " + finished.errText())
                    .isEqualTo("42\nsubstituted\n4\nroot\n143\nprocesses\n");
        }
    }

    @Test
    void pathsOfTheManifestAreOpen(Host host) throws IOException, InterruptedException {
        Path readable = host.freshDirectory("readable");
        Path writable = host.freshDirectory("writable");
        Files.writeString(readable.resolve("in"), "input\n");
        Path payload = host.bash(
                        "cat " + readable + "/in > " + writable + "/out; echo x > " + readable + "/in || echo no")
                .manifest(
                        "sandbox: {filesystem: private, readable: [" + readable + "], writable: [" + writable + "]}\n")
                .pack();

        assertThat(host.run(payload).run().outText()).isEqualTo("no\n");
        assertThat(writable.resolve("out")).hasContent("input");
    }

    @Test
    void onlyTheNamedPortCanBeReached(Host host) throws IOException, InterruptedException {
        try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket shut = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path payload = host.bash("for port in " + open.getLocalPort() + " " + shut.getLocalPort()
                            + "; do (: >/dev/tcp/127.0.0.1/$port) 2>/dev/null && echo yes || echo no; done")
                    .manifest("sandbox: {network: {tcp-connect: [" + open.getLocalPort() + "]}}\n")
                    .pack();

            assertThat(host.run(payload).run().outText()).isEqualTo("yes\nno\n");
        }
    }

    @Test
    void whatIsRequiredAndMissingIsRefusedBeforeAnythingRuns(Host host) throws IOException, InterruptedException {
        assumeTrue(Account.isRoot(), "expected root, found another user");
        Path payload = host.bash("touch $NOTES/ran").pack();

        Finished finished = Account.NOBODY
                .run(host, payload, "--containment", "pid-namespace")
                .run();

        finished.assertRejected("containment.unavailable");
        assertThat(finished.errText()).contains("expected CAP_SYS_ADMIN");
        assertThat(host.note("ran")).isEmpty();
    }
}
