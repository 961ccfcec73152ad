package cronium.runner;

import cronium.runner.supervise.ExceededLimit;
import cronium.runner.supervise.Outcome;
import java.util.List;

/** What {@code cronium-runner} can be told and how it answers, as data: the help, the manual page and the completion are made of it. */
public final class Manual {
    /** In one sentence. */
    public static final String PURPOSE =
            "Runs one signed script payload on this host, and reports exactly how it ended.";

    private static final Option TRUST = new Option(
            "--trust",
            "DIR",
            "trusted public keys, NAME.pub (default: $XDG_CONFIG_HOME/cronium/trust, else ~/.config/cronium/trust)");
    private static final Option SIGNATURE = new Option(
            "--signature",
            "FILE",
            "the payload's signature, or Sigstore bundle if it ends with .json (default: PAYLOAD.sig and"
                    + " PAYLOAD.sigstore.json, those that are there)");
    private static final Option JSON = new Option("--json", "", "say it as JSON");

    private Manual() {}

    /** The commands, in the order in which they are shown. */
    public static List<Command> commands() {
        return List.of(
                new Command("run", "PAYLOAD", "verify, unpack, run, clean up", runOptions()),
                new Command("serve", "", "many executions over standard input and output", serveOptions()),
                new Command("verify", "PAYLOAD", "check the signature; runs nothing", List.of(TRUST, SIGNATURE, JSON)),
                new Command("inspect", "PAYLOAD", "show what is in a payload; runs nothing", List.of(JSON)),
                new Command("probe", "", "show what this host can enforce", List.of(JSON)),
                new Command("version", "", "show the version of this program", List.of()),
                new Command("help", "", "show this", List.of()));
    }

    /** Exit codes, lowest first; those of a script come before them. */
    public static List<ExitCode> exitCodes() {
        return List.of(
                new ExitCode("0-255", "the script's own exit code"),
                new ExitCode(Outcome.OUTPUT_LOST, "its output could not be kept in the journal"),
                new ExitCode(Outcome.JOURNALED, "the execution id has a journal already; nothing ran"),
                exceeded(ExceededLimit.FILE_SIZE),
                exceeded(ExceededLimit.MEMORY),
                exceeded(ExceededLimit.CPU),
                exceeded(ExceededLimit.PROCESSES),
                exceeded(ExceededLimit.OUTPUT),
                exceeded(ExceededLimit.DISK),
                new ExitCode(Outcome.LOST_CONTROL, "processes of the script outlived SIGKILL"),
                new ExitCode(Outcome.TIMED_OUT, "timed out"),
                new ExitCode(Outcome.RUNNER_OR_PAYLOAD_FAULT, "the payload was refused or the runner failed"),
                new ExitCode(Outcome.CANNOT_EXECUTE, "the interpreter cannot be executed"),
                new ExitCode(Outcome.INTERPRETER_MISSING, "the interpreter is missing"),
                new ExitCode(Outcome.SIGNAL_BASE + "+N", "ended or cancelled by signal N"));
    }

    private static ExitCode exceeded(ExceededLimit limit) {
        return new ExitCode(limit.exitCode(), "stopped over its limit of " + limit.words());
    }

    private static final Option STATE = new Option(
            "--state",
            "DIR",
            "private place for work directories and journals (default: /var/lib/cronium for root, else"
                    + " $XDG_STATE_HOME/cronium or ~/.local/state/cronium)");

    private static List<Option> serveOptions() {
        return List.of(
                TRUST,
                STATE,
                new Option(
                        "--permit",
                        "NAMES",
                        "let clients say these, with commas between: allow-unsigned, trust-mode, interpreter, containment, best-effort",
                        ServeOptions.PERMISSIBLE),
                new Option("--require-grant", "", "run only what a grant names, whatever a client says"),
                new Option("--executions", "NUMBER", "the most at once (default: 100)"));
    }

    private static List<Option> runOptions() {
        return List.of(
                TRUST,
                SIGNATURE,
                new Option(
                        "--trust-mode",
                        "MODE",
                        "enforce (default), or warn: run what would be refused, and say so loudly",
                        List.of("enforce", "warn")),
                new Option("--allow-unsigned", "", "run without checking a signature; stated in the result"),
                new Option("--require-grant", "", "run only what PAYLOAD.grant names, once, on this host, in time"),
                new Option(
                        "--format",
                        "FORMAT",
                        "pretty, json, logfmt or raw (default: pretty on a terminal, else raw)",
                        List.of("pretty", "json", "logfmt", "raw")),
                new Option("--result", "FILE", "write the whole result as JSON"),
                new Option(
                        "--timeout",
                        "DURATION",
                        "stop the script after this long, such as 90s or 1h30m; the manifest's limit holds too, the"
                                + " lower one wins"),
                new Option("--grace", "DURATION", "from the request to stop until SIGKILL (default: 10s)"),
                new Option(
                        "--limit",
                        "NAME=VALUE",
                        "cpu, memory, processes, openFiles, fileSize, output, outputExcess or disk, as in a manifest;"
                                + " may be repeated, the lower one wins",
                        List.of(
                                "cpu=",
                                "memory=",
                                "processes=",
                                "openFiles=",
                                "fileSize=",
                                "output=",
                                "outputExcess=",
                                "disk=")),
                new Option(
                        "--sandbox",
                        "KEY=VALUE",
                        "filesystem=host|read-only|private or network=host|none|tcp-connect:PORT,...; the stricter one"
                                + " wins",
                        List.of(
                                "filesystem=host",
                                "filesystem=read-only",
                                "filesystem=private",
                                "network=host",
                                "network=none",
                                "network=tcp-connect:")),
                new Option(
                        "--containment",
                        "LAYER",
                        "what holds its processes: cgroup, pid-namespace or watchdog (default: auto, the strongest that"
                                + " this host has)",
                        List.of("auto", "cgroup", "pid-namespace", "watchdog")),
                new Option(
                        "--best-effort",
                        "PARTS",
                        "run also where the host lacks these of the sandbox: filesystem, network, system-calls",
                        List.of("filesystem", "network", "system-calls")),
                new Option("--env", "NAME=VALUE", "add to the script's environment; may be repeated"),
                new Option(
                        "--secrets-from",
                        "FD|FILE",
                        "lines NAME=value, or entries that end with NUL, from a descriptor or a private file; masked in"
                                + " all output"),
                new Option(
                        "--secrets-as",
                        "HOW",
                        "environment (default), or files in $CRONIUM_SECRETS_DIR",
                        List.of("environment", "files")),
                new Option("--interpreter", "PATH", "use this interpreter instead of the one on PATH"),
                new Option("--execution-id", "ID", "name this execution (default: the manifest's, else made up)"),
                new Option(
                        "--journal",
                        "",
                        "keep the output and the result in the state directory, and never run this execution id again;"
                                + " needs --execution-id"),
                new Option(
                        "--detach",
                        "",
                        "leave the caller's session, out of reach of its terminal; stays in the foreground otherwise"),
                STATE,
                new Option("--summary", "", "say how it ended on standard error in raw format too"),
                new Option("--no-color", "", "no colours in pretty output"));
    }

    /**
     * A command.
     *
     * @param operands as they are shown; empty if it takes none
     * @param meaning what it does, in a few words
     */
    public record Command(String name, String operands, String meaning, List<Option> options) {
        public Command {
            options = List.copyOf(options);
        }
    }

    /**
     * An option of a command.
     *
     * @param name with its dashes
     * @param value what stands for its value, in capitals; empty if it takes none
     * @param words what its value may be or begin with, if that can be listed
     */
    public record Option(String name, String value, String meaning, List<String> words) {
        public Option {
            words = List.copyOf(words);
        }

        Option(String name, String value, String meaning) {
            this(name, value, meaning, List.of());
        }

        /** As it is shown: {@code --result FILE}. */
        public String usage() {
            return value.isEmpty() ? name : name + " " + value;
        }
    }

    /** An exit code or a range of them, and what it says. */
    public record ExitCode(String code, String meaning) {
        ExitCode(int code, String meaning) {
            this(Integer.toString(code), meaning);
        }
    }
}
