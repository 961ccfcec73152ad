package cronium.server.domain;

import java.time.Instant;

/** A runner that is on a host. */
public record Deployment(Target host, String runnerSha256, Instant deployedAt) {}
