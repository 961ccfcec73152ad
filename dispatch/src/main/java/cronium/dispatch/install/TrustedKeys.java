package cronium.dispatch.install;

import cronium.dispatch.ssh.RemoteCommand;
import cronium.dispatch.ssh.SshConnection;
import cronium.dispatch.ssh.SshFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The keys whose signatures a host's runner trusts, if nobody told it of another directory: files that the host's user has. */
public final class TrustedKeys {
    private TrustedKeys() {}

    /**
     * Has a host trust what is signed with a key. Who can do that can do all that the key can.
     *
     * @param name of the file, of {@code A-Z a-z 0-9 . _ -}
     * @param publicKey as PEM
     * @return the directory
     * @throws InstallFailure when it cannot be written
     */
    public static String put(SshConnection host, String name, String publicKey) throws SshFailure, InstallFailure {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,100}")) {
            throw new IllegalArgumentException("expected a file name of A-Z a-z 0-9 . _ -, found \"" + name + "\"");
        }
        try (RemoteCommand command = host.start(HostScripts.trust(name))) {
            command.input().write(publicKey.getBytes(StandardCharsets.US_ASCII));
            command.input().close();
            String answer = Installer.line(command.output());
            if (answer.startsWith("trusts ")) {
                return answer.substring("trusts ".length());
            }
            throw new InstallFailure(
                    host.host().toString(),
                    InstallFailure.Kind.HOME_NOT_WRITABLE,
                    "expected to write the public key to its trusted ones, found: " + answer);
        } catch (IOException e) {
            throw new InstallFailure(
                    host.host().toString(),
                    InstallFailure.Kind.INTERRUPTED,
                    "expected to write the public key to its trusted ones, found " + e);
        }
    }
}
