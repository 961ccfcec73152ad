package cronium.runner;

import java.util.Arrays;

/**
 * What the start-up cache is made of: several runs in one process, one after the other, because the JVM learns from one process only and no run
 * comes by everything. Not a command of the program; the launchers start it when they are told to make the cache.
 */
public final class Rehearsal {
    /** Stands between the arguments of two runs. */
    private static final String THEN = "then";

    private Rehearsal() {}

    /** Ends with the first exit code that is not 0, after which nothing more is run. */
    public static void main(String[] arguments) throws InterruptedException {
        int exitCode = 0;
        int begin = 0;
        while (exitCode == 0 && begin <= arguments.length) {
            int end = begin;
            while (end < arguments.length && !arguments[end].equals(THEN)) {
                end++;
            }
            // A list as main has it, so that its classes are in the cache.
            exitCode = Main.run(Arrays.asList(Arrays.copyOfRange(arguments, begin, end)), System.out, System.err);
            begin = end + 1;
        }
        System.out.flush();
        Runtime.getRuntime().halt(exitCode);
    }
}
