package cronium.server.api;

import java.util.List;
import java.util.stream.Stream;

/** All routes. */
final class Routes {
    static final String API = "/api/v1";

    private Routes() {}

    /** @param gate says when followers come to an end */
    static List<Route> all(ApiParts parts, Gate gate) {
        Events events = new Events(parts.database());
        return Stream.of(
                        new EventRoutes(events, parts.saving(), parts.clock()).routes(),
                        new VersionRoutes(events, parts.payloadFiles()).routes(),
                        new StartRoute(events, parts).routes(),
                        new RolloutRoutes(events, parts).routes(),
                        new ExecutionRoutes(parts, gate).routes(),
                        new HostRoutes(parts.database(), parts.clock()).routes(),
                        new HostCheckRoutes(parts.hosts()).routes(),
                        new RunnerRoutes(parts).routes(),
                        new PayloadRoutes(parts).routes(),
                        new SecretRoutes(parts.secrets()).routes(),
                        new TokenRoutes(parts.database(), parts.clock(), parts.random()).routes(),
                        new AuditRoutes(parts.database()).routes(),
                        new ServerRoutes(parts.metrics(), parts.database()::isReachable, parts.directory()).routes())
                .flatMap(List::stream)
                .toList();
    }
}
