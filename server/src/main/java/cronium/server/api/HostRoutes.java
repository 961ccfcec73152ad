package cronium.server.api;

import cronium.payload.manifest.Excerpt;
import cronium.server.documents.Reading;
import cronium.server.domain.GroupName;
import cronium.server.domain.Host;
import cronium.server.domain.HostAddress;
import cronium.server.domain.HostLogin;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Target;
import cronium.server.secrets.SecretName;
import cronium.server.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Hosts: list, look, save, delete. */
final class HostRoutes {
    private static final String HOSTS = Routes.API + "/hosts";
    private static final int MAX_GROUPS = 100;
    private static final int MAX_LABELS = 100;
    private static final int MAX_LABEL = 200;

    private final Database database;
    private final InstantSource clock;

    HostRoutes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(HOSTS, Access.VIEWER, this::list).query("group", "cursor", "limit"),
                Route.get(HOSTS + "/{host}", Access.VIEWER, call -> call.ok(json(require(PathValues.host(call))))),
                Route.put(HOSTS + "/{host}", Access.ADMIN, Route.Body.SMALL, this::put),
                Route.delete(HOSTS + "/{host}", Access.ADMIN, this::delete));
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        Optional<GroupName> group = query.value("group", GroupName::fault, GroupName::new);
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(database.hosts().list(group, cursor, limit), HostRoutes::json));
    }

    private Host require(Target name) throws ProblemException {
        return database.hosts()
                .find(name)
                .orElseThrow(() -> ProblemKind.NOT_FOUND.with("expected a host " + name + ", found none of that name"));
    }

    private void put(Call call) throws Exception {
        Target name = PathValues.host(call);
        Optional<Host> before = database.hosts().find(name);
        Host host = database.hosts().save(host(name, call.body(), before), call.actor(), clock.instant());
        if (before.isEmpty()) {
            call.header("Location", HOSTS + "/" + name);
        }
        call.answer(before.isEmpty() ? 201 : 200, json(host));
    }

    private Host host(Target name, JsonNode body, Optional<Host> before) throws InvalidException {
        Fields fields =
                Fields.of(body, "name", "address", "groups", "labels", "keySecret", "passphraseSecret", "platform");
        fields.sameName(name.text());
        String address = fields.required("address", HostAddress.MAX_LENGTH, HostAddress::fault);
        List<GroupName> groups = fields.reading().texts("groups", MAX_GROUPS, GroupName::fault, GroupName::new);
        Map<String, String> labels = labels(fields);
        Optional<String> platform = fields.optional("platform", MAX_LABEL, Texts.oneOf(Texts.PLATFORMS));
        Optional<String> keySecret = fields.optional("keySecret", SecretName.MAX_LENGTH, SecretName::fault);
        Optional<String> passphraseSecret =
                fields.optional("passphraseSecret", SecretName.MAX_LENGTH, SecretName::fault);
        fields.check();
        return new Host(
                name,
                HostAddress.parse(address),
                sorted(groups),
                labels,
                new HostLogin(keySecret, passphraseSecret),
                platform.or(() -> before.flatMap(Host::platform)),
                before.map(Host::createdAt).orElse(clock.instant()),
                before.flatMap(Host::seenAt));
    }

    private static List<GroupName> sorted(List<GroupName> groups) {
        return new TreeSet<>(groups.stream().map(GroupName::text).toList())
                .stream().map(GroupName::new).toList();
    }

    private static Map<String, String> labels(Fields fields) {
        Map<String, String> labels = new TreeMap<>();
        Optional<Reading> object = fields.reading().object("labels");
        if (object.isPresent()) {
            for (String key : object.get().keys()) {
                Optional<String> value = object.get().text(key, MAX_LABEL);
                Optional<String> fault = Texts.line(key)
                        .or(() -> value.flatMap(text -> text.isEmpty() ? Optional.empty() : Texts.line(text)));
                if (fault.isPresent()) {
                    fields.refuse("labels." + Excerpt.bare(key), fault.get());
                } else if (value.isPresent()) {
                    labels.put(key, value.get());
                }
            }
        }
        if (labels.size() > MAX_LABELS) {
            fields.refuse("labels", "expected at most " + MAX_LABELS + ", found " + labels.size());
        }
        return labels;
    }

    private void delete(Call call) throws Exception {
        Target name = PathValues.host(call);
        if (!database.hosts().delete(name, call.actor(), clock.instant())) {
            throw ProblemKind.NOT_FOUND.with("expected a host " + name + ", found none of that name");
        }
        call.noContent();
    }

    private static ObjectNode json(Host host) {
        ObjectNode json = Json.object()
                .put("name", host.name().text())
                .put("address", host.address().text());
        Json.putTexts(json, "groups", host.groups());
        Json.putMap(json, "labels", host.labels());
        Json.putText(json, "keySecret", host.login().keySecret());
        Json.putText(json, "passphraseSecret", host.login().passphraseSecret());
        Json.putText(json, "platform", host.platform());
        json.put("createdAt", Json.time(host.createdAt()));
        Json.putTime(json, "seenAt", host.seenAt());
        return json;
    }
}
