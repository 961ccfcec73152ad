package cronium.payload.manifest;

/**
 * The way from the manifest's root to a value. Paths are made also when all is well, so without {@code +}: its bootstrap
 * costs start-up time.
 */
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
