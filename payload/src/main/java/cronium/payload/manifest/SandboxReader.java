package cronium.payload.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of {@code sandbox}. */
final class SandboxReader {
    static final List<String> KEYS = List.of("filesystem", "network", "readable", "writable", "new-privileges");

    private SandboxReader() {}

    static Sandbox read(Field sandbox) {
        Fields fields = sandbox.fields(KEYS);
        refuseNewPrivileges(fields);
        return new Sandbox(
                filesystem(fields),
                fields.field("network").flatMap(NetworkReader::read).orElse(new Network.Host()),
                paths(fields, "readable"),
                paths(fields, "writable"));
    }

    private static Filesystem filesystem(Fields fields) {
        Optional<Field> field = fields.field("filesystem");
        Optional<String> text = field.flatMap(Field::text);
        if (text.isEmpty()) {
            return Filesystem.HOST;
        }
        Optional<Filesystem> filesystem = Filesystem.named(text.get());
        if (filesystem.isEmpty()) {
            field.get()
                    .refuse("expected one of host, read-only, private, found " + Excerpt.quoted(text.get())
                            + NearestName.hint(text.get(), Filesystem.NAMES));
        }
        return filesystem.orElse(Filesystem.PRIVATE);
    }

    private static List<String> paths(Fields fields, String key) {
        List<String> paths = new ArrayList<>();
        Optional<Field> field = fields.field(key);
        if (field.isPresent()) {
            for (Field item : field.get().items()) {
                Optional<String> text = item.text();
                if (text.isPresent() && item.accept(HostPath.fault(text.get()))) {
                    paths.add(text.get());
                }
            }
        }
        return paths;
    }

    /** The key may stand to say what is so anyway. */
    private static void refuseNewPrivileges(Fields fields) {
        Optional<Field> field = fields.field("new-privileges");
        Optional<String> text = field.flatMap(Field::text);
        if (text.isPresent() && !text.get().equalsIgnoreCase("false")) {
            field.get()
                    .refuse("expected false, found " + Excerpt.quoted(text.get()) + "; scripts never gain privileges");
        }
    }
}
