package cronium.payload.manifest;

/** The way from the manifest's root to a value. Text is joined by hand: the first {@code +} costs a runner's start 10 ms. */
record KeyPath(String text) {
    static final KeyPath ROOT = new KeyPath("");

    KeyPath key(String key) {
        String shown = Excerpt.bare(key);
        return new KeyPath(text.isEmpty() ? shown : text.concat(".").concat(shown));
    }

    KeyPath index(int index) {
        return new KeyPath(text.concat("[").concat(Integer.toString(index)).concat("]"));
    }
}
