package cronium.server.api;

import cronium.server.domain.Target;
import cronium.server.remote.HostChecks;
import cronium.server.remote.HostDirectory;
import cronium.server.remote.RemoteHosts;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether executions can run on a host, and the key that this server logs in with. */
final class HostCheckRoutes {
    private final RemoteHosts hosts;

    HostCheckRoutes(RemoteHosts hosts) {
        this.hosts = hosts;
    }

    List<Route> routes() {
        return List.of(
                Route.post(Routes.API + "/hosts/{host}/check", Access.ADMIN, Route.Body.OPTIONAL, this::check),
                Route.get(
                        Routes.API + "/ssh-key",
                        Access.VIEWER,
                        call -> call.ok(Json.object().put("publicKey", hosts.publicKey()))));
    }

    private void check(Call call) throws Exception {
        Target name = PathValues.host(call);
        Optional<JsonNode> body = call.optionalBody();
        boolean acceptsNewKey = false;
        boolean trusts = false;
        if (body.isPresent()) {
            Fields fields = Fields.of(body.get(), "acceptNewKey", "installTrust");
            acceptsNewKey = fields.reading().truth("acceptNewKey", false);
            trusts = fields.reading().truth("installTrust", false);
            fields.check();
        }
        try {
            call.ok(json(name, hosts.checks().check(name, acceptsNewKey, trusts, call.actor())));
        } catch (HostDirectory.UnknownHostException e) {
            throw ProblemKind.NOT_FOUND.with(String.valueOf(e.getMessage()));
        } catch (HostChecks.UnreachableException e) {
            throw ProblemKind.HOST_UNREACHABLE.with(e.code() + ": " + e.getMessage());
        }
    }

    private static ObjectNode json(Target name, HostChecks.Checked checked) {
        ObjectNode json = Json.object()
                .put("host", name.text())
                .put("address", checked.address())
                .put("platform", checked.report().platform().replace('-', '/'))
                .put("runner", checked.report().software())
                .put("path", checked.report().runner())
                .put("uploadedBytes", checked.report().uploadedBytes())
                .put("roundTripMicros", checked.report().roundTrip().toNanos() / 1000);
        Json.putText(json, "runnerSha256", checked.report().runnerSha256());
        Json.putText(json, "trustedIn", checked.trustedIn());
        return json;
    }
}
