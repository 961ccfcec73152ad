package cronium.server.documents;

import cronium.payload.manifest.DurationText;
import cronium.payload.manifest.EnvironmentName;
import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.Manifest;
import cronium.server.domain.EventName;
import cronium.server.domain.EventSpec;
import cronium.server.domain.FieldProblem;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Retries;
import cronium.server.domain.ScriptFile;
import cronium.server.domain.Tag;
import cronium.server.domain.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as a JSON document. What a caller gives is read with all its faults at once; what is kept is canonical, so that two
 * events are equal exactly if their documents are. Pure and thread-safe.
 */
public final class EventDocument {
    public static final int MAX_DESCRIPTION = 4_000;
    public static final int MAX_SCHEDULE = 200;
    public static final int MAX_TAGS = 50;
    public static final int MAX_SECRETS = 100;
    public static final int MAX_TARGETS = 1_000;

    /** All keys of an event, as a caller may write them. */
    public static final List<String> KEYS = Stream.concat(
                    Stream.of(
                            "name",
                            "description",
                            "tags",
                            "files",
                            "secrets",
                            "targets",
                            "schedule",
                            "retries",
                            "enabled"),
                    ScriptDocument.KEYS.stream())
            .toList();

    private static final JsonMapper MAPPER = new JsonMapper();

    private EventDocument() {}

    /**
     * Reads what a caller gave.
     *
     * @param name the event's; a {@code name} in the document must be the same
     * @throws InvalidException with every fault found
     */
    public static EventSpec parse(EventName name, JsonNode document) throws InvalidException {
        if (!document.isObject()) {
            throw new InvalidException("", "expected an object, found " + Reading.kind(document));
        }
        List<FieldProblem> problems = new ArrayList<>();
        Reading event = new Reading(document, "", problems);
        event.onlyKeys(KEYS);
        event.text("name", Integer.MAX_VALUE)
                .filter(given -> !given.equals(name.text()))
                .ifPresent(given -> event.refuse("name", "expected " + name + ", found " + Excerpt.quoted(given)));
        List<ScriptFile> files = FilesDocument.read(event);
        Optional<Manifest> script = ScriptDocument.read(document, problems);
        if (script.isPresent()
                && problems.stream().noneMatch(problem -> problem.field().startsWith("files"))) {
            checkEntrypoint(event, script.get(), files);
        }
        Rest rest = rest(event);
        if (!problems.isEmpty()) {
            throw new InvalidException(problems);
        }
        return spec(name, script.orElseThrow(), files, rest);
    }

    private static void checkEntrypoint(Reading event, Manifest script, List<ScriptFile> files) {
        if (files.stream().noneMatch(file -> file.path().equals(script.entrypoint()))) {
            event.refuse("entrypoint", "expected one of the files, found " + Excerpt.quoted(script.entrypoint()));
        }
    }

    /** What is neither script nor file. */
    private record Rest(
            String description,
            List<Tag> tags,
            List<String> secrets,
            List<Target> targets,
            Optional<String> schedule,
            Retries retries,
            boolean enabled) {}

    private static Rest rest(Reading event) {
        return new Rest(
                event.text("description", MAX_DESCRIPTION).orElse(""),
                event.texts("tags", MAX_TAGS, Tag::fault, Tag::new),
                event.texts("secrets", MAX_SECRETS, EnvironmentName::fault, name -> name),
                event.has("targets")
                        ? event.texts("targets", MAX_TARGETS, Target::fault, Target::new)
                        : List.of(Target.LOCAL),
                event.text("schedule", MAX_SCHEDULE).filter(text -> !text.isBlank()),
                retries(event),
                event.truth("enabled", true));
    }

    private static Retries retries(Reading event) {
        Optional<Reading> fields = event.object("retries");
        if (fields.isEmpty()) {
            return Retries.NONE;
        }
        fields.get().onlyKeys(List.of("attempts", "delay"));
        return new Retries(
                fields.get().wholeNumber("attempts", 1, Retries.MAX_ATTEMPTS, 1),
                fields.get().duration("delay", Retries.MAX_DELAY, Duration.ZERO));
    }

    private static EventSpec spec(EventName name, Manifest script, List<ScriptFile> files, Rest rest) {
        return new EventSpec(
                name,
                rest.description,
                new TreeSet<>(rest.tags.stream().map(Tag::text).toList())
                        .stream().map(Tag::new).toList(),
                script,
                files,
                List.copyOf(new TreeSet<>(rest.secrets)),
                rest.targets.stream().distinct().toList(),
                rest.schedule,
                rest.retries,
                rest.enabled);
    }

    /** The canonical document: keys in one order, defaults written out, files by path, size and SHA-256. */
    public static String write(EventSpec spec) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", spec.name().text());
        fields.put("description", spec.description());
        fields.put("tags", spec.tags().stream().map(Tag::text).toList());
        fields.putAll(ScriptDocument.write(spec.script()));
        fields.put("files", spec.files().stream().map(EventDocument::summary).toList());
        fields.put("secrets", spec.secrets());
        fields.put("targets", spec.targets().stream().map(Target::text).toList());
        spec.schedule().ifPresent(schedule -> fields.put("schedule", schedule));
        Map<String, Object> retries = new LinkedHashMap<>();
        retries.put("attempts", spec.retries().attempts());
        retries.put("delay", DurationText.format(spec.retries().delay()));
        fields.put("retries", retries);
        fields.put("enabled", spec.enabled());
        return MAPPER.writeValueAsString(fields);
    }

    private static Map<String, Object> summary(ScriptFile file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", file.path());
        fields.put("executable", file.executable());
        fields.put("size", file.content().size());
        fields.put("sha256", Digests.sha256(file.content().toArray()));
        return fields;
    }

    /** What {@link #write} wrote, with its files. */
    public static EventSpec read(String document, List<ScriptFile> files) {
        JsonNode fields = MAPPER.readTree(document);
        List<FieldProblem> problems = new ArrayList<>();
        Rest rest = rest(new Reading(fields, "", problems));
        Optional<Manifest> script = ScriptDocument.read(fields, problems);
        if (!problems.isEmpty() || script.isEmpty()) {
            throw new IllegalStateException("expected an event that was saved, found " + problems);
        }
        return spec(new EventName(fields.get("name").stringValue()), script.get(), files, rest);
    }

    /** SHA-256 of the canonical document, and so of everything in the event; 64 hexadecimal digits. */
    public static String digest(String document) {
        return Digests.sha256(document.getBytes(StandardCharsets.UTF_8));
    }
}
