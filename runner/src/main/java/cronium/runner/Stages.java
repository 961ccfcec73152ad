package cronium.runner;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How long each stage of an execution took. A stage lasts until the next one begins. Not thread-safe. */
final class Stages {
    private final LongSupplier nanoTime;
    private final Map<String, Duration> durations = new LinkedHashMap<>();
    private String current = "";
    private long since;

    Stages(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void begin(String stage) {
        end();
        current = stage;
        since = nanoTime.getAsLong();
    }

    void end() {
        if (!current.isEmpty()) {
            durations.put(current, Duration.ofNanos(nanoTime.getAsLong() - since));
            current = "";
        }
    }

    Map<String, Duration> durations() {
        return durations;
    }
}
