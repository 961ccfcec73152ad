package cronium.dispatch.install;

import cronium.dispatch.ssh.RemoteCommand;
import cronium.dispatch.ssh.SshConnection;
import cronium.dispatch.ssh.SshFailure;
import cronium.protocol.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Sees to it that the runner is on a host. Any number may do so at once, on the same host too. Thread-safe. */
public final class Installer {
    private static final int MOST_NOISE_BYTES = 64 << 10;
    private static final int KEPT = 3;
    /** What a runner that serves says first. */
    private static final String SERVES = new String(Protocol.marker(), StandardCharsets.ISO_8859_1);

    private final List<RunnerFile> runners;

    /** @param runners one for each platform */
    public Installer(List<RunnerFile> runners) {
        this.runners = List.copyOf(runners);
    }

    /**
     * The runner that is there, or was just brought.
     *
     * @throws InstallFailure when it cannot be there
     * @throws SshFailure when the connection failed; what was sent so far stays for the next attempt
     */
    public InstalledRunner install(SshConnection host) throws SshFailure, InstallFailure {
        String answer = hear(
                host, HostScripts.probe(runners.stream().map(RunnerFile::sha256).toList()));
        if (answer.contains(SERVES)) {
            return InstalledRunner.forced();
        }
        List<String> probe = marked(answer);
        String system = said(probe, "platform ")
                .orElseThrow(() -> failure(
                        host,
                        InstallFailure.Kind.NO_SHELL,
                        "expected an answer of sh, found none: is there a POSIX sh on PATH?"));
        RunnerFile runner = runners.stream()
                .filter(each -> each.platform().equals(platform(system)))
                .findFirst()
                .orElseThrow(() -> failure(
                        host,
                        InstallFailure.Kind.UNSUPPORTED_PLATFORM,
                        runners.isEmpty()
                                ? "expected a runner for " + system + ", found none at all: see cronium runner register"
                                : "expected one of the platforms "
                                        + runners.stream()
                                                .map(RunnerFile::platform)
                                                .toList() + ", found " + system));
        Optional<String> here = said(probe, "here " + runner.sha256() + " ");
        if (here.isPresent()) {
            return triedOut(host, runner, here.get(), 0);
        }
        return upload(host, runner);
    }

    /** Of the words of {@code uname -sm}. */
    static String platform(String system) {
        return switch (system) {
            case "Linux x86_64" -> "linux-amd64";
            case "Linux aarch64" -> "linux-arm64";
            default -> "";
        };
    }

    private InstalledRunner upload(SshConnection host, RunnerFile runner) throws SshFailure, InstallFailure {
        try (RemoteCommand command = host.start(HostScripts.upload(runner, KEPT))) {
            String first = line(command.output());
            if (!first.startsWith("offset ")) {
                throw told(host, first);
            }
            long offset = Long.parseLong(first.substring("offset ".length()));
            boolean sent = send(runner, offset, command.output(), command.input());
            String second = line(command.output());
            if (second.startsWith("installed ")) {
                // Old ones are removed before the command ends: it is not cut off in that.
                line(command.output());
                return triedOut(host, runner, second.substring("installed ".length()), runner.size() - offset);
            }
            throw told(host, second.isEmpty() && !sent ? "the connection ended" : second);
        } catch (IOException | NumberFormatException e) {
            throw failure(host, InstallFailure.Kind.INTERRUPTED, "expected the runner to be sent, found " + e);
        }
    }

    /** A host that stops reading says why in its next line: that is not thrown here. */
    private static boolean send(RunnerFile runner, long offset, InputStream answers, OutputStream input)
            throws IOException {
        try (FileChannel file = FileChannel.open(runner.file(), StandardOpenOption.READ);
                InputStream rest = Channels.newInputStream(file.position(offset))) {
            byte[] buffer = new byte[64 << 10];
            try {
                for (int count = rest.read(buffer); count >= 0; count = rest.read(buffer)) {
                    if (answers.available() > 0) {
                        return false;
                    }
                    input.write(buffer, 0, count);
                }
                input.close();
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    private static InstalledRunner triedOut(SshConnection host, RunnerFile runner, String path, long uploaded)
            throws SshFailure, InstallFailure {
        List<String> answer = ask(host, HostScripts.tryOut(path));
        String quoted = HostScripts.quoted(path);
        if (said(answer, "runs direct").isPresent()) {
            return new InstalledRunner(Optional.of(runner.sha256()), path, quoted, uploaded);
        }
        if (said(answer, "runs sh").isPresent()) {
            return new InstalledRunner(Optional.of(runner.sha256()), path, "sh " + quoted, uploaded);
        }
        throw failure(
                host,
                InstallFailure.Kind.NOT_EXECUTABLE,
                "expected " + path + " to start, found: "
                        + said(answer, "failed ").orElse("no answer")
                        + ": is the file system mounted noexec? XDG_DATA_HOME can name another");
    }

    private static InstallFailure told(SshConnection host, String answer) {
        String text = answer.startsWith("failed ") ? answer.substring("failed ".length()) : answer;
        if (text.contains("No space left") || text.contains("quota exceeded")) {
            return failure(
                    host, InstallFailure.Kind.DISK_FULL, "expected room for the runner in the home, found: " + text);
        }
        if (text.contains("Read-only file system")) {
            return failure(
                    host,
                    InstallFailure.Kind.READ_ONLY_HOME,
                    "expected a home that can be written, found: " + text
                            + ": XDG_DATA_HOME can name another directory");
        }
        if (text.contains("Permission denied")) {
            return failure(
                    host, InstallFailure.Kind.HOME_NOT_WRITABLE, "expected a home that may be written, found: " + text);
        }
        if (text.equals("no digest tool")) {
            return failure(host, InstallFailure.Kind.NO_DIGEST_TOOL, "expected sha256sum or openssl, found neither");
        }
        if (text.startsWith("digest ")) {
            return failure(
                    host,
                    InstallFailure.Kind.DIGEST_WRONG,
                    "expected the runner's SHA-256, found " + text + "; it was removed");
        }
        if (text.isEmpty() || text.startsWith("short ")) {
            return failure(host, InstallFailure.Kind.INTERRUPTED, "expected all of the runner, found an end: " + text);
        }
        return failure(host, InstallFailure.Kind.OTHER, "expected the runner to be installed, found: " + text);
    }

    private static InstallFailure failure(SshConnection host, InstallFailure.Kind kind, String message) {
        return new InstallFailure(host.host().toString(), kind, message);
    }

    /** All marked lines up to the end. */
    private static List<String> ask(SshConnection host, String script) throws SshFailure, InstallFailure {
        return marked(hear(host, script));
    }

    private static List<String> marked(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith(HostScripts.MARK))
                .map(line -> line.substring(HostScripts.MARK.length()))
                .toList();
    }

    private static String hear(SshConnection host, String script) throws SshFailure, InstallFailure {
        try (RemoteCommand command = host.start(script)) {
            command.input().close();
            return new String(command.output().readNBytes(MOST_NOISE_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failure(host, InstallFailure.Kind.INTERRUPTED, "expected an answer, found " + e);
        }
    }

    private static Optional<String> said(List<String> lines, String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .findFirst();
    }

    /** The next marked line without its mark; empty at the end. */
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int total = 0; total < MOST_NOISE_BYTES; total++) {
            int found = in.read();
            if (found < 0) {
                return "";
            }
            if (found != '\n') {
                line.write(found);
                continue;
            }
            String text = line.toString(StandardCharsets.UTF_8);
            if (text.startsWith(HostScripts.MARK)) {
                return text.substring(HostScripts.MARK.length());
            }
            line.reset();
        }
        throw new IOException("expected an answer within " + MOST_NOISE_BYTES + " bytes, found none");
    }
}
