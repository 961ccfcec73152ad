package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that are not as one would like them. */
@ExtendWith(HostExtension.class)
class HostsIT {
    private static final int NOBODY = 65_534;
    private static final String[] AS_NOBODY = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"};

    @Test
    void nothingNeedsToBeExecutableWhereThePayloadIs(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Path payload = host.bash("cp /bin/true $TMPDIR/true; $TMPDIR/true || echo noexec")
                .pack();
        Path mount = host.freshDirectory("noexec");

        Finished finished = runner(host, payload, "--state", mount + "/state")
                .with("TMPDIR", mount.toString())
                .under(mounting("tmpfs", mount, "noexec,size=16m", "exec \"$@\""))
                .run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo("noexec\n");
    }

    @Test
    void aHomeThatCannotBeWrittenIsNotNeeded(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Path payload = host.bash("echo hello; touch $HOME/x 2>&1 | grep -o 'Read-only.*'")
                .pack();

        Finished finished = host.run(payload)
                .under(mounting("tmpfs", host.home(), "ro", "exec \"$@\""))
                .run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo("hello\nRead-only file system\n");
    }

    @Test
    void anOperatorWithoutWritableHomeIsToldSo(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Path hello = Image.checkout().resolve("examples/hello");

        Finished finished = host.program(Image.cronium(), List.of("run", hello.toString()))
                .under(mounting("tmpfs", host.home(), "ro", "exec \"$@\""))
                .run();

        assertThat(finished.exitCode()).isEqualTo(125);
        assertThat(finished.errText().lines()).hasSize(1).first().asString().startsWith("cronium: " + host.home());
    }

    @Test
    void aFullDiskIsSaidAndNothingIsLeft(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        byte[] noise = new byte[3 << 20];
        RandomGenerator.getDefault().nextBytes(noise);
        Path payload = host.bash("touch $NOTES/ran").file("noise", noise).pack();
        Path mount = host.freshDirectory("full");

        Finished finished = runner(host, payload, "--state", mount + "/state")
                .under(mounting(
                        "tmpfs", mount, "size=1m", "\"$@\"; code=$?; find \"$0/state\" -mindepth 2; exit $code"))
                .run();

        assertThat(finished.assertEnded(125, "not-started")
                        .at("/outcome/reason")
                        .asString())
                .isEqualTo("runner-fault");
        assertThat(finished.errText())
                .startsWith("cronium-runner: not started: ")
                .contains("No space left on device");
        assertThat(finished.outText()).as("files that are left").isEmpty();
        assertThat(host.note("ran")).isEmpty();
    }

    @Test
    void aScriptThatFillsTheDiskLeavesRoomBehind(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Path payload = host.bash("head -c 10M /dev/zero >fill 2>/dev/null; echo $?; stat -c %s fill >&2")
                .pack();
        Path mount = host.freshDirectory("full");

        Finished finished = runner(host, payload, "--state", mount + "/state")
                .under(mounting(
                        "tmpfs", mount, "size=1m", "\"$@\"; code=$?; find \"$0/state\" -mindepth 2; exit $code"))
                .run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo("1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwx---r-x", "rwxrwx---"})
    void aStateDirectoryThatOthersMayEnterIsRefused(String mode, Host host) throws IOException, InterruptedException {
        Files.createDirectory(host.state());
        Files.setPosixFilePermissions(host.state(), PosixFilePermissions.fromString(mode));

        assertStateIsRefused(host, "expected permissions rwx------, found " + mode);
    }

    @Test
    void aStateDirectoryThatIsALinkIsRefused(Host host) throws IOException, InterruptedException {
        Path elsewhere = host.freshDirectory("elsewhere");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(host.state(), elsewhere);

        assertStateIsRefused(host, "found something else");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aStateDirectoryOfAnotherUserIsRefused(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Files.createDirectory(
                host.state(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setAttribute(host.state(), "unix:uid", NOBODY);

        assertStateIsRefused(host, "expected a directory of user root, found one of user nobody");
    }

    private static void assertStateIsRefused(Host host, String said) throws IOException, InterruptedException {
        Finished finished = host.run(host.bash("touch $NOTES/ran").pack()).run();

        assertThat(finished.exitCode()).isEqualTo(125);
        assertThat(finished.errText())
                .startsWith("cronium-runner: not started: state directory " + host.state())
                .contains(said);
        finished.assertEnded(125, "not-started");
        assertThat(host.note("ran")).isEmpty();
    }

    @Test
    void anOrdinaryUserRunsTheExample(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Files.setAttribute(host.home(), "unix:uid", NOBODY);
        Path image = host.freshDirectory("image");
        Path examples = host.freshDirectory("examples");

        Finished finished = host.program(image.resolve("bin/cronium"), List.of("run", examples + "/hello"))
                .withResult(host.home().resolve("result.json"))
                .with("PATH", "/usr/local/bin:/usr/bin:/bin")
                .under(AS_NOBODY)
                .under(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mount --bind \"$1\" \"$2\" && mount --bind \"$3\" \"$4\" && shift 4 && exec \"$@\"",
                        "sh",
                        Image.directory().toString(),
                        image.toString(),
                        Image.checkout().resolve("examples").toString(),
                        examples.toString())
                .run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).startsWith("Hello from hello, version 1\n");
        assertThat(host.home().resolve(".local/state/cronium/executions")).isEmptyDirectory();
    }

    @Test
    void anOrdinaryUserWithoutWritableHomeIsToldSo(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Path image = host.freshDirectory("image");
        Path payload = host.bash("touch $NOTES/ran").pack();

        Finished finished = host.program(image.resolve("bin/cronium-runner"), List.of("run", payload.toString()))
                .under(AS_NOBODY)
                .under(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"",
                        "sh",
                        Image.directory().toString(),
                        image.toString())
                .run();

        assertThat(finished.exitCode()).isEqualTo(125);
        assertThat(finished.errText())
                .startsWith("cronium-runner: not started: ")
                .contains(host.home() + "/.local", "ermission denied");
        assertThat(finished.errText().lines()).hasSize(1);
    }

    private static Launch runner(Host host, Path payload, String... options) {
        List<String> command = new java.util.ArrayList<>(
                List.of("run", payload.toString(), "--trust=" + host.trust(), "--env=NOTES=" + host.notes()));
        command.addAll(List.of(options));
        return host.program(Image.runner(), command).withResult();
    }

    /** A wrapper that mounts in a namespace of its own; the script has the command as {@code "$@"}, the place as {@code $0}. */
    private static String[] mounting(String type, Path place, String options, String script) {
        String mount = "mount -t " + type + " -o " + options + " " + type + " \"$0\" && { " + script + "; }";
        return new String[] {"unshare", "-m", "sh", "-c", mount, place.toString()};
    }
}
