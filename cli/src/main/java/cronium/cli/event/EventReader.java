package cronium.cli.event;

import cronium.cli.remote.Item;
import cronium.payload.archive.Selection;
import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.JsonValue;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestException;
import cronium.payload.manifest.ManifestFile;
import cronium.payload.manifest.ManifestParser;
import cronium.payload.manifest.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes an event of a folder with {@code event.yaml}, of one with a payload's manifest, or of a YAML file with its script in it. */
public final class EventReader {
    private static final String EVENT = "event.yaml";
    /** Their values are numbers, yes or no, or of several kinds; everywhere else what looks like a number is text. */
    private static final Set<String> TYPED = Set.of("enabled", "retries", "limits", "sandbox");

    private static final Set<String> MANIFEST_ONLY = Set.of("version", "metadata");
    private static final int MAX_NAME = 100;

    private final Path source;
    private final Selection selection;
    private final List<String> faults = new ArrayList<>();

    private EventReader(Path source, Selection selection) {
        this.source = source;
        this.selection = selection;
    }

    /**
     * Reads an event.
     *
     * @param source a folder or a YAML file
     * @param selection what of a folder goes along
     * @param name what the event is to be called, if it is not for the source to say
     * @throws ManifestException if the YAML file has faults, all of them named
     * @throws EventException if something else has, all of them named
     */
    public static EventDraft read(Path source, Selection selection, Optional<String> name)
            throws IOException, ManifestException {
        return new EventReader(source, selection).draft(name);
    }

    private EventDraft draft(Optional<String> name) throws IOException, ManifestException {
        if (!Files.isDirectory(source)) {
            return event(source, new TreeMap<>(), name, withoutSuffix(ownName()));
        }
        Path event = source.resolve(EVENT);
        Optional<String> manifest =
                ManifestFile.name(file -> Files.isRegularFile(source.resolve(file), LinkOption.NOFOLLOW_LINKS));
        if (Files.isRegularFile(event, LinkOption.NOFOLLOW_LINKS)) {
            manifest.ifPresent(
                    file -> faults.add(source + ": expected " + EVENT + " or " + file + ", found both; remove one"));
            return event(event, files(Set.of(EVENT)), name, ownName());
        }
        if (manifest.isPresent()) {
            return payload(source.resolve(manifest.get()), name);
        }
        throw new EventException(List.of("folder " + source + ": expected " + EVENT + " or " + ManifestFile.EITHER_NAME
                + ", found none of them as a regular file"));
    }

    private EventDraft event(Path file, SortedMap<String, JsonValue> files, Optional<String> name, String standardName)
            throws IOException, ManifestException {
        YamlDocument yaml = YamlDocument.read(content(file), file.toString());
        Item document = Item.EMPTY;
        for (String key : yaml.keys()) {
            if (!key.equals("script")) {
                Optional<JsonValue> value = TYPED.contains(key) ? yaml.value(key) : yaml.texts(key);
                document = document.with(key, value.orElseThrow());
            }
        }
        if (document.value("files").isPresent()) {
            faults.add(yaml.located("files", "expected no such key: an event's files are those of its folder"));
        }
        Optional<JsonValue> script = yaml.texts("script");
        if (script.isPresent()) {
            String entrypoint = document.text("entrypoint").orElse(standardEntrypoint(document));
            document = document.withText("entrypoint", entrypoint);
            addScript(yaml, script.get(), entrypoint, files);
        } else if (file.equals(source)) {
            faults.add(yaml.located("", "expected the key script with the script in it, found none"));
        }
        String chosen = or(name, document.text("name")).orElse(standardName);
        return finished(chosen, document, files, yaml, false);
    }

    private void addScript(YamlDocument yaml, JsonValue script, String entrypoint, SortedMap<String, JsonValue> files) {
        if (!(script instanceof JsonValue.Text text)) {
            faults.add(yaml.located("script", "expected the script's text, found something else"));
        } else if (files.putIfAbsent(
                        entrypoint,
                        ScriptFiles.document(entrypoint, true, text.value().getBytes(StandardCharsets.UTF_8)))
                != null) {
            faults.add(yaml.located(
                    "script",
                    "expected no file " + Excerpt.quoted(entrypoint) + " beside it, found one; remove either"));
        }
    }

    private static String standardEntrypoint(Item document) {
        return switch (document.text("interpreter").orElse("").toLowerCase(Locale.ROOT)) {
            case "python" -> "script.py";
            case "node" -> "script.js";
            default -> "script.sh";
        };
    }

    private EventDraft payload(Path file, Optional<String> name) throws IOException, ManifestException {
        byte[] content = content(file);
        Manifest manifest = ManifestParser.parse(content, file.toString());
        YamlDocument yaml = YamlDocument.read(content, file.toString());
        Item document = Item.EMPTY;
        for (String key : yaml.keys()) {
            if (!MANIFEST_ONLY.contains(key)) {
                Optional<JsonValue> value = TYPED.contains(key) ? yaml.value(key) : yaml.texts(key);
                document = document.with(key, value.orElseThrow());
            }
        }
        String chosen = name.or(() -> manifest.metadata().eventName())
                .or(() -> manifest.metadata().eventId())
                .orElseGet(this::ownName);
        return finished(chosen, document, files(Set.copyOf(ManifestFile.NAMES)), yaml, true);
    }

    private EventDraft finished(
            String name, Item document, SortedMap<String, JsonValue> files, YamlDocument yaml, boolean manifest)
            throws EventException {
        if (!name.matches("[a-z0-9][a-z0-9._-]*") || name.length() > MAX_NAME) {
            faults.add(yaml.located(
                    "name",
                    "expected 1 to " + MAX_NAME
                            + " lower-case letters, digits, '.', '_' or '-', the first a letter or digit, found "
                            + Excerpt.quoted(name) + "; choose another with --name"));
        }
        if (!faults.isEmpty()) {
            throw new EventException(faults);
        }
        Item whole = document.value("name").isPresent() ? document.withText("name", name) : document;
        return new EventDraft(
                name, whole.with("files", new JsonValue.Items(List.copyOf(files.values()))), yaml, manifest);
    }

    private SortedMap<String, JsonValue> files(Set<String> leftOut) throws IOException {
        return ScriptFiles.of(source, selection, leftOut, faults);
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ManifestParser.MAX_BYTES + 1);
        }
    }

    /** The source's own name, also of {@code .} and of a link. */
    private String ownName() {
        Path name = source.toAbsolutePath().normalize().getFileName();
        return name != null ? name.toString() : "";
    }

    private static Optional<String> or(Optional<String> first, Optional<String> second) {
        return first.isPresent() ? first : second;
    }

    private static String withoutSuffix(String name) {
        return name.replaceFirst("\\.ya?ml$", "");
    }
}
