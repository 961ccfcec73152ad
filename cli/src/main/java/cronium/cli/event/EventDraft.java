package cronium.cli.event;

import cronium.cli.remote.Item;
import cronium.cli.remote.Json;
import cronium.cli.remote.Problem.FieldError;
import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.JsonValue;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestException;
import cronium.payload.manifest.ManifestParser;
import cronium.payload.manifest.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An event that is to be saved.
 *
 * @param name what it is to be called
 * @param document as the server takes it
 * @param yaml where it was read from, for the places of faults
 * @param manifest whether that is a payload's manifest, all of whose keys were checked
 */
public record EventDraft(String name, Item document, YamlDocument yaml, boolean manifest) {
    /** The keys of {@code event.yaml}; {@code script} is ours, and stands for a file. */
    public static final List<String> KEYS = List.of(
            "name",
            "description",
            "tags",
            "interpreter",
            "entrypoint",
            "script",
            "arguments",
            "environment",
            "limits",
            "sandbox",
            "secrets",
            "targets",
            "schedule",
            "retries",
            "enabled");

    private static final List<String> OF_SCRIPT =
            List.of("interpreter", "entrypoint", "arguments", "environment", "limits", "sandbox");

    public int files() {
        return document.values("files").size();
    }

    /** A line for each fault that the server found, with its place in the file. */
    public List<String> lines(List<FieldError> errors) {
        return errors.stream()
                .map(error -> error.field().startsWith("files[")
                        ? path(error) + error.message()
                        : yaml.located(error.field(), error.message()))
                .toList();
    }

    /** Of {@code files[2].path} the path itself says more. */
    private String path(FieldError error) {
        String digits = error.field().replaceAll("files\\[([0-9]{1,5})\\].*", "$1");
        List<Item> files = document.items("files");
        if (digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) < files.size()) {
            return files.get(Integer.parseInt(digits))
                            .text("path")
                            .map(Excerpt::bare)
                            .orElse(error.field()) + ": ";
        }
        return error.field() + ": ";
    }

    /** What can be found wrong without the server, a line for each fault: keys, and all that a manifest has too. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!manifest) {
            faults.addAll(yaml.unknown(KEYS));
        }
        Item script = Item.ofTexts("version", Manifest.VERSION);
        for (String key : OF_SCRIPT) {
            JsonValue value = document.value(key).orElse(new JsonValue.Null());
            script = value instanceof JsonValue.Null ? script : script.with(key, value);
        }
        try {
            ManifestParser.parse(ascii(Json.write(script.json())), "event");
        } catch (ManifestException e) {
            e.problems().forEach(problem -> faults.add(yaml.located(problem.path(), problem.message())));
        }
        String entrypoint = document.text("entrypoint").orElse("");
        if (!entrypoint.isEmpty()
                && document.items("files").stream()
                        .noneMatch(file ->
                                file.text("path").filter(entrypoint::equals).isPresent())) {
            faults.add(yaml.located("entrypoint", "expected one of the files, found no such"));
        }
        return faults;
    }

    /** YAML forbids some characters that JSON allows bare; escaped, both read them the same way. */
    private static byte[] ascii(byte[] json) {
        StringBuilder text = new StringBuilder();
        for (char c : new String(json, StandardCharsets.UTF_8).toCharArray()) {
            if (c < 0x7f) {
                text.append(c);
            } else {
                text.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
