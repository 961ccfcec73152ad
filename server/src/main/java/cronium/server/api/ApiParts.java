package cronium.server.api;

import cronium.server.events.EventSaving;
import cronium.server.execute.Changes;
import cronium.server.payloads.PayloadFiles;
import cronium.server.remote.RemoteHosts;
import cronium.server.rollouts.RolloutStarting;
import cronium.server.runners.RunnerFiles;
import cronium.server.secrets.SecretVault;
import cronium.server.store.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What the API does its work with. All of it is thread-safe, and closed by whoever made it.
 *
 * @param directory the data directory, looked at for readiness
 */
public record ApiParts(
        Database database,
        EventSaving saving,
        Runs runs,
        RolloutStarting rollouts,
        RemoteHosts hosts,
        Changes changes,
        PayloadFiles payloadFiles,
        RunnerFiles runnerFiles,
        SecretVault secrets,
        ServerMetrics metrics,
        Path directory,
        InstantSource clock,
        SecureRandom random) {
    Authentication authentication() {
        return new Authentication(database.tokens()::findByHash, new FailureLimit(System::nanoTime), clock);
    }
}
