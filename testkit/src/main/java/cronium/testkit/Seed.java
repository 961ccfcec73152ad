package cronium.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The seed of a randomised test: fresh each run, printed, and repeatable with {@code -Dcronium.seed=N}. */
public record Seed(long value) {

    /** The seed named by {@code -Dcronium.seed}, else a new one; printed either way, so that a failure can be run again. */
    public static Seed announced(String test) {
        Long given = Long.getLong("cronium.seed");
        Seed seed = new Seed(given != null ? given : System.nanoTime());
        System.out.println(test + ": repeat with -Dcronium.seed=" + seed.value);
        return seed;
    }

    public RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(value);
    }
}
