package cronium.dispatch.connection;

import cronium.dispatch.install.InstallFailure;
import cronium.dispatch.ssh.SshFailure;

/** Has a connection to one host and one state on it, perhaps one that others use, too. Whoever made it closes it. */
@FunctionalInterface
public interface Connector {
    RunnerConnection connect() throws ConnectionLostException, SshFailure, InstallFailure, InterruptedException;
}
