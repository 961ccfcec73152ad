package cronium.payload.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of the manifest's top level. */
final class ManifestReader {
    static final List<String> KEYS = List.of(
            "version", "interpreter", "entrypoint", "arguments", "environment", "metadata", "limits", "sandbox");
    private static final String INTERPRETERS = "one of bash, python, node";

    private ManifestReader() {}

    /** Empty only if there are problems; problems may be there also if it is not. */
    static Optional<Manifest> read(Field root) {
        if (!(root.node() instanceof YamlNode.Mapping)) {
            root.refuse("expected keys and values, found " + root.node().kind());
            return Optional.empty();
        }
        Fields fields = root.fields(KEYS);
        checkVersion(fields);
        Optional<Interpreter> interpreter = interpreter(fields);
        Optional<String> entrypoint = entrypoint(fields);
        List<String> arguments = arguments(fields);
        Map<String, String> environment = environment(fields);
        Metadata metadata = fields.field("metadata").map(MetadataReader::read).orElseGet(Metadata::none);
        Limits limits = fields.field("limits").map(LimitsReader::read).orElseGet(Limits::none);
        Sandbox sandbox = fields.field("sandbox").map(SandboxReader::read).orElseGet(Sandbox::host);
        if (interpreter.isEmpty() || entrypoint.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Manifest(interpreter.get(), entrypoint.get(), arguments, environment, metadata, limits, sandbox));
    }

    private static void checkVersion(Fields fields) {
        Optional<Field> field = fields.required("version", Manifest.VERSION);
        Optional<String> text = field.flatMap(Field::text);
        if (text.isPresent() && !text.get().equals(Manifest.VERSION)) {
            field.get().refuse("expected " + Manifest.VERSION + ", found " + Excerpt.quoted(text.get()));
        }
    }

    private static Optional<Interpreter> interpreter(Fields fields) {
        Optional<Field> field = fields.required("interpreter", INTERPRETERS);
        Optional<String> text = field.flatMap(Field::text);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Interpreter> interpreter = Interpreter.named(text.get());
        if (interpreter.isEmpty()) {
            field.get()
                    .refuse("expected " + INTERPRETERS + ", found " + Excerpt.quoted(text.get())
                            + NearestName.hint(text.get(), Interpreter.NAMES));
        }
        return interpreter;
    }

    private static Optional<String> entrypoint(Fields fields) {
        Optional<Field> field = fields.required("entrypoint", "the script's path inside the payload");
        Optional<String> text = field.flatMap(Field::text);
        return text.isPresent() && field.get().accept(Entrypoint.fault(text.get())) ? text : Optional.empty();
    }

    private static List<String> arguments(Fields fields) {
        List<String> arguments = new ArrayList<>();
        Optional<Field> field = fields.field("arguments");
        if (field.isEmpty()) {
            return arguments;
        }
        for (Field item : field.get().items()) {
            Optional<String> text = item.text();
            if (text.isPresent() && item.accept(ExecBounds.argumentFault(text.get()))) {
                arguments.add(text.get());
            }
        }
        return field.get().accept(ExecBounds.argumentsFault(arguments)) ? arguments : List.of();
    }

    private static Map<String, String> environment(Fields fields) {
        Map<String, String> environment = new LinkedHashMap<>();
        Optional<Field> field = fields.field("environment");
        if (field.isEmpty()) {
            return environment;
        }
        for (YamlNode.Entry entry : field.get().entries()) {
            String name = entry.key().text();
            KeyPath path = field.get().path().key(name);
            Field value = new Field(entry.value(), path, field.get().problems());
            Field key = new Field(entry.key(), field.get().path(), value.problems());
            boolean named = key.accept(EnvironmentName.fault(name));
            Optional<String> text = value.text();
            if (named && text.isPresent() && value.accept(ExecBounds.variableFault(name, text.get()))) {
                environment.put(name, text.get());
            }
        }
        return field.get().accept(ExecBounds.environmentFault(environment)) ? environment : Map.of();
    }
}
