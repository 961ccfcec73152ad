package cronium.server.remote;

import cronium.dispatch.hosts.HostPool;
import cronium.dispatch.hosts.HostSettings;
import cronium.dispatch.ssh.Deadlines;
import cronium.dispatch.ssh.KeySecrets;
import cronium.dispatch.ssh.SshClient;
import cronium.dispatch.ssh.UserKey;
import cronium.server.execute.Changes;
import cronium.server.execute.SecretSource;
import cronium.server.payloads.PayloadFiles;
import cronium.server.runners.RunnerFiles;
import cronium.server.store.Database;
import java.io.IOException;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * All that has to do with hosts, made of its parts.
 *
 * @param site where executions run; it closes the connections
 * @param checks whether they can
 * @param standing of which executions nothing is known
 * @param publicKey the line for authorized_keys on hosts
 */
public record RemoteHosts(RemoteSite site, HostChecks checks, Standing standing, String publicKey) {
    /**
     * Makes what is missing: the key to log in with.
     *
     * @param secrets of scripts
     * @param keys to log in with, and what opens them
     * @param signedBy what the file with this server's public key is called on hosts, without its ending
     * @param publicSigningKey that payloads are verified with, as PEM
     */
    public static RemoteHosts open(
            String node,
            SshSettings settings,
            String signedBy,
            String publicSigningKey,
            Database database,
            PayloadFiles payloads,
            RunnerFiles runners,
            SecretSource secrets,
            KeySecrets keys,
            Changes changes,
            Clock clock)
            throws IOException {
        UserKey.make(settings.identity(), "cronium-server " + node);
        HostDirectory directory = new HostDirectory(database, runners, settings);
        HostPool pool = HostPool.open(
                new SshClient(settings.strict(), Deadlines.USUAL, keys, clock),
                directory::installer,
                HostSettings.USUAL,
                System::nanoTime,
                RandomGenerator.getDefault());
        Standing standing = new Standing();
        RemoteSite site = new RemoteSite(node, directory, pool, database, payloads, secrets, changes, standing, clock);
        HostChecks checks =
                new HostChecks(directory, pool, site, settings, keys, clock, signedBy + ".pub", publicSigningKey);
        return new RemoteHosts(site, checks, standing, UserKey.publicLine(settings.identity()));
    }
}
