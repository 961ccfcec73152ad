package cronium.runner;

/** What is said of an option that there is not. */
final class UnknownOption {
    private UnknownOption() {}

    /** Somebody who looks for a way to give a secret as a word is told the way that there is. The value is not repeated. */
    static UsageException named(String option) {
        return new UsageException(
                option.startsWith("--secret")
                        ? option
                                + ": expected --secrets-from FD|FILE, since everybody on this host can read a command line; "
                                + "for example: --secrets-from 3 3< <(printf 'NAME=%s' \"$VALUE\")"
                        : "unknown option '" + option + "'; see: cronium-runner help");
    }
}
