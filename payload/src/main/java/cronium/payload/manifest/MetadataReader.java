package cronium.payload.manifest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The rules of {@code metadata}. */
final class MetadataReader {
    static final List<String> KEYS = List.of(
            "jobId",
            "eventId",
            "eventVersion",
            "createdAt",
            "executionId",
            "eventName",
            "trigger",
            "apiEndpoint",
            "apiToken",
            "inputData",
            "extra");

    private MetadataReader() {}

    static Metadata read(Field metadata) {
        Fields fields = metadata.fields(KEYS);
        refuseToken(fields);
        return new Metadata(
                text(fields, "jobId"),
                text(fields, "eventId"),
                eventVersion(fields),
                createdAt(fields),
                executionId(fields),
                text(fields, "eventName"),
                text(fields, "trigger"),
                text(fields, "apiEndpoint"),
                fields.field("inputData").map(field -> field.node().json()),
                extra(fields));
    }

    /** Says nothing of the value, not even how long it is. */
    private static void refuseToken(Fields fields) {
        Optional<Field> field = fields.field("apiToken");
        if (field.isPresent()
                && !(field.get().node() instanceof YamlNode.Scalar scalar
                        && scalar.text().isEmpty())) {
            field.get()
                    .refuse("secrets do not travel in payloads; remove it here and hand it to the script at dispatch");
        }
    }

    private static Optional<String> text(Fields fields, String key) {
        Optional<Field> field = fields.field(key);
        Optional<String> text = nonEmpty(field);
        return text.isPresent() && field.get().accept(Metadata.textFault(text.get())) ? text : Optional.empty();
    }

    private static OptionalLong eventVersion(Fields fields) {
        Optional<Field> field = fields.field("eventVersion");
        Optional<String> text = field.flatMap(Field::text);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong version = WholeNumber.ofYaml(text.get());
        if (version.isEmpty()) {
            field.get().refuse("expected a whole number of at most 64 bits, found " + Excerpt.quoted(text.get()));
        }
        return version;
    }

    private static Optional<Instant> createdAt(Fields fields) {
        Optional<Field> field = fields.field("createdAt");
        Optional<String> text = nonEmpty(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> instant = TimestampText.parse(text.get());
        if (instant.isEmpty()) {
            field.get().refuse("expected a time such as 2025-08-05T07:00:00Z, found " + Excerpt.quoted(text.get()));
        }
        return instant;
    }

    private static Optional<ExecutionId> executionId(Fields fields) {
        Optional<Field> field = fields.field("executionId");
        Optional<String> text = nonEmpty(field);
        return text.isPresent() && field.get().accept(ExecutionId.fault(text.get()))
                ? Optional.of(new ExecutionId(text.get()))
                : Optional.empty();
    }

    private static Map<String, JsonValue> extra(Fields fields) {
        Map<String, JsonValue> extra = new LinkedHashMap<>();
        Optional<Field> field = fields.field("extra");
        if (field.isPresent()) {
            for (YamlNode.Entry entry : field.get().entries()) {
                extra.put(entry.key().text(), entry.value().json());
            }
        }
        return extra;
    }

    /** Generators write what they do not know as {@code ''}. */
    private static Optional<String> nonEmpty(Optional<Field> field) {
        return field.flatMap(Field::text).filter(text -> !text.isEmpty());
    }
}
