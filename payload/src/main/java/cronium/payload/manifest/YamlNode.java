package cronium.payload.manifest;

import java.util.List;

/** YAML as the manifest's rules need it: where a value stands, its source text, and no types guessed. */
sealed interface YamlNode {
    Position at();

    /** For messages: {@code found a list}. */
    String kind();

    /** The value where the manifest leaves its form free. */
    JsonValue json();

    /** The same value at the place of an alias that stands for it. */
    YamlNode movedTo(Position place);

    /** Source text; {@code literal} if its form says that it is text: quoted, a block, or tagged {@code !!str}. */
    record Scalar(Position at, String text, boolean literal) implements YamlNode {
        boolean isNull() {
            return !literal
                    && (text.isEmpty()
                            || text.equals("~")
                            || text.equals("null")
                            || text.equals("Null")
                            || text.equals("NULL"));
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "text";
        }

        @Override
        public YamlNode movedTo(Position place) {
            return new Scalar(place, text, literal);
        }

        @Override
        public JsonValue json() {
            return FreeForm.scalar(this);
        }
    }

    record Sequence(Position at, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public YamlNode movedTo(Position place) {
            return new Sequence(place, items);
        }

        @Override
        public JsonValue json() {
            return FreeForm.items(this);
        }
    }

    /** Entries with distinct keys, in the order written. */
    record Mapping(Position at, List<Entry> entries) implements YamlNode {
        @Override
        public String kind() {
            return "keys and values";
        }

        @Override
        public YamlNode movedTo(Position place) {
            return new Mapping(place, entries);
        }

        @Override
        public JsonValue json() {
            return FreeForm.fields(this);
        }
    }

    record Entry(Scalar key, YamlNode value) {}
}
