package cronium.runner.contain;

import java.util.Optional;

/** A part of a sandbox that a host may be unable to enforce. */
public enum SandboxLayer {
    FILESYSTEM("filesystem"),
    NETWORK("network"),
    SYSTEM_CALLS("system-calls");

    private final String word;

    SandboxLayer(String word) {
        this.word = word;
    }

    /** As it is written on the command line. */
    public String word() {
        return word;
    }

    public static Optional<SandboxLayer> named(String name) {
        for (SandboxLayer layer : values()) {
            if (layer.word.equals(name)) {
                return Optional.of(layer);
            }
        }
        return Optional.empty();
    }
}
