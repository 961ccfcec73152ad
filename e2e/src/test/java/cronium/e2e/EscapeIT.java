package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.Await;
import cronium.testkit.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

    /** Tries each in a process of its own, and prints its name with {@code out} where it succeeds, {@code held} where not. */
    private static final String FRAME = """
            import ctypes, os, resource, socket, sys
            libc = ctypes.CDLL(None, use_errno=True)
            def call(*arguments):
                if libc.syscall(*arguments) < 0:
                    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
            NOTES, VICTIM, PORT = os.environ["NOTES"], int(os.environ["VICTIM"]), int(os.environ["PORT"])
            RUNNER = os.getppid() or VICTIM
            def attempt(name, code):
                child = os.fork()
                if child == 0:
                    try:
                        exec(code)
                        os._exit(0)
                    except (OSError, ValueError) as e:
                        print(name, e, file=sys.stderr)
                        os._exit(1)
                print(name, "held" if os.waitpid(child, 0)[1] else "out")
            """;

    /** A way out, as Python. */
    enum Escape {
        WRITES_OUTSIDE("open(NOTES + '/x', 'w').close()", Sandboxed.FILES),
        REMOVES_OUTSIDE("os.unlink(NOTES + '/victim')", Sandboxed.FILES),
        TRUNCATES_OUTSIDE("os.truncate(NOTES + '/secret', 6)", Sandboxed.FILES),
        LINKS_OUTSIDE("os.link(NOTES + '/secret', 'linked')", Sandboxed.FILES),
        READS_A_SECRET("open(NOTES + '/secret').read()", Sandboxed.PRIVATE),
        LISTS_A_DIRECTORY("os.listdir(NOTES)", Sandboxed.PRIVATE),
        READS_THROUGH_PROC("open('/proc/self/root' + NOTES + '/secret').read()", Sandboxed.PRIVATE),
        READS_THE_PASSWORDS("open('/etc/shadow').read()", Sandboxed.PRIVATE_AS_ROOT),
        CONNECTS("socket.create_connection(('127.0.0.1', PORT))", Sandboxed.NETWORK),
        SENDS_A_DATAGRAM(
                "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))", Sandboxed.NETWORK),
        LISTENS("socket.create_server(('127.0.0.1', 0))", Sandboxed.NETWORK),
        ASKS_A_UNIX_SOCKET("socket.socket(socket.AF_UNIX).bind('s')", Sandboxed.PRIVATE),
        PAIRS_OFF_TO_ANOTHER(
                "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].bind('d')", Sandboxed.PRIVATE_OR_NO_NETWORK),
        LISTENS_ON_SOME_PORT("socket.socket().listen()", Sandboxed.NETWORK),
        SIGNALS_OUTSIDE("os.kill(VICTIM, 0)", Sandboxed.ANY),
        TRACES_OUTSIDE("call(101, 0x4206, VICTIM, 0, 0)", Sandboxed.ANY),
        READS_MEMORY_OUTSIDE("open('/proc/' + str(VICTIM) + '/mem', 'rb')", Sandboxed.ANY),
        READS_AN_ENVIRONMENT_OUTSIDE("open('/proc/' + str(VICTIM) + '/environ').read()", Sandboxed.ANY),
        LIMITS_ANOTHER("resource.prlimit(VICTIM, resource.RLIMIT_CORE, (0, 0))", Sandboxed.ANY),
        MAKES_A_USER_NAMESPACE("call(272, 0x10000000)", Sandboxed.ANY),
        USES_IO_URING("call(425, 1, ctypes.create_string_buffer(256))", Sandboxed.ANY),
        MOUNTS("call(165, b't', b'/mnt', b'tmpfs', 0, 0); call(166, b'/mnt', 0)", Sandboxed.ANY_AS_ROOT),
        LEAVES_FOR_ANOTHER_NAMESPACE(
                "call(308, os.open('/proc/' + str(VICTIM) + '/ns/net', os.O_RDONLY), 0)", Sandboxed.ANY_AS_ROOT),
        LEAVES_ITS_CONTROL_GROUP(
                "root = [l.split()[4] for l in open('/proc/self/mountinfo') if ' - cgroup2 ' in l][0];"
                        + " os.write(os.open(root + '/cgroup.procs', os.O_WRONLY), b'0')",
                Sandboxed.FILES_AS_ROOT),
        RAISES_A_LIMIT("resource.setrlimit(resource.RLIMIT_NOFILE, (100, 1 << 19))", Sandboxed.ANY_AS_ROOT),
        READS_THE_RUNNERS_ENVIRONMENT("open('/proc/' + str(RUNNER) + '/environ').read()", Sandboxed.ANY_AS_ROOT),
        MAKES_A_DEVICE("os.mknod('disk', 0o60600, os.makedev(8, 0))", Sandboxed.ANY_AS_ROOT);

        private final String python;
        private final Sandboxed by;

        Escape(String python, Sandboxed by) {
            this.python = python;
            this.by = by;
        }

        /** Root in a container or a virtual machine may lack a right; then the way out is no way, with or without a sandbox. */
        private boolean canSucceedHere() {
            long rights =
                    Long.parseLong(Processes.status(ProcessHandle.current().pid(), "CapEff"), 16);
            boolean can = this != RAISES_A_LIMIT || (rights & (1L << 24)) != 0;
            if (!can) {
                System.out.println("EscapeIT: " + this + " is not tried: root lacks CAP_SYS_RESOURCE here");
            }
            return can;
        }

        private String attempt() {
            return "attempt('" + name() + "', \"" + python + "\")\n";
        }
    }

    /** The sandboxes that must stop it. */
    enum Sandboxed {
        FILES(false, "filesystem=read-only", "filesystem=private"),
        FILES_AS_ROOT(true, "filesystem=read-only", "filesystem=private"),
        PRIVATE(false, "filesystem=private"),
        PRIVATE_OR_NO_NETWORK(false, "filesystem=private", "network=none", "network=tcp-connect:1"),
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
    void eachIsHeldByTheSandboxOnly(Account account, Host host) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "numbers of x86-64; SystemCallFilterTest has arm64");
        if (account == Account.NOBODY) {
            Needs.root();
        }
        boolean root = account == Account.SELF && Account.isRoot();
        StringBuilder script = new StringBuilder(FRAME);
        List<Escape> escapes = new ArrayList<>();
        for (Escape escape : Escape.values()) {
            if ((root || !escape.by.rootOnly) && escape.canSucceedHere()) {
                escapes.add(escape);
                script.append(escape.attempt());
            }
        }
        Path payload = host.python(script.toString())
                .manifest("limits: {openFiles: 4096}\n")
                .pack();
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process victim = victim(account);
            try {
                List<String> options = List.of(
                        "--interpreter", PYTHON,
                        "--env", "PORT=" + listening.getLocalPort(),
                        "--env", "VICTIM=" + victim.pid());
                Map<String, String> free = attempts(account, host, payload, options, "filesystem=host");
                assertThat(free)
                        .as(account + " without a sandbox")
                        .hasSize(escapes.size())
                        .allSatisfy((name, end) -> assertThat(end).as(name).isEqualTo("out"));
                for (String sandbox : Sandboxed.ANY.sandboxes()) {
                    Map<String, String> found = attempts(account, host, payload, options, sandbox);
                    for (Escape escape : escapes) {
                        if (escape.by.sandboxes().contains(sandbox)) {
                            assertThat(found.get(escape.name()))
                                    .as(account + ", " + sandbox + ", " + escape)
                                    .isEqualTo("held");
                        }
                    }
                }
            } finally {
                victim.destroyForcibly().waitFor();
            }
        }
    }

    private static Map<String, String> attempts(
            Account account, Host host, Path payload, List<String> options, String sandbox)
            throws IOException, InterruptedException {
        for (String name : List.of("secret", "victim")) {
            Path file = Files.writeString(host.notes().resolve(name), "secret");
            if (account == Account.NOBODY) {
                Files.setAttribute(file, "unix:uid", 65_534);
            }
        }
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--sandbox", sandbox));
        Finished finished =
                account.run(host, payload, all.toArray(String[]::new)).run();
        assertThat(finished.exitCode()).as(finished.errText()).isZero();
        return finished.outText()
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
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
        try (ServerSocket open = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerSocket shut = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path payload = host.bash("for port in " + open.getLocalPort() + " " + shut.getLocalPort()
                            + "; do (: >/dev/tcp/127.0.0.1/$port) 2>/dev/null && echo yes || echo no; done")
                    .manifest("sandbox: {network: {tcp-connect: [" + open.getLocalPort() + "]}}\n")
                    .pack();

            assertThat(host.run(payload).run().outText()).isEqualTo("yes\nno\n");
        }
    }

    @Test
    void whatIsRequiredAndMissingIsRefusedBeforeAnythingRuns(Host host) throws IOException, InterruptedException {
        Needs.root();
        Path payload = host.bash("touch $NOTES/ran").pack();

        Finished finished = Account.NOBODY
                .run(host, payload, "--containment", "pid-namespace")
                .run();

        finished.assertRejected("containment.unavailable");
        assertThat(finished.errText()).contains("expected CAP_SYS_ADMIN");
        assertThat(host.note("ran")).isEmpty();
    }
}
