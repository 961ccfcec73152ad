package cronium.runner;

import cronium.payload.Failures;
import cronium.payload.PayloadException;
import cronium.runner.supervise.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The entry point of {@code cronium-runner}. Everything that reaches outside is made here and handed down. */
public final class Main {
    static final String HELP = """
            Runs one signed script payload on this host, and reports exactly how it ended.

            Usage:
              cronium-runner run PAYLOAD [OPTIONS]      verify, unpack, run, clean up
              cronium-runner verify PAYLOAD [--trust DIR] [--signature FILE] [--json]
                                                        check the signature; runs nothing
              cronium-runner inspect PAYLOAD [--json]   show what is in a payload; runs nothing
              cronium-runner probe [--json]             show what this host can enforce
              cronium-runner version
              cronium-runner help

            Options of run:
              --trust DIR           trusted public keys, NAME.pub (default: ~/.config/cronium/trust)
              --signature FILE      the payload's signature, or Sigstore bundle if it ends with .json
                                    (default: PAYLOAD.sig and PAYLOAD.sigstore.json, those that are there)
              --trust-mode MODE     enforce (default), or warn: run what would be refused, and say so loudly
              --allow-unsigned      run without checking a signature; stated in the result
              --require-grant       run only what PAYLOAD.grant names, once, on this host, in time
              --format FORMAT       pretty, json, logfmt or raw (default: pretty on a terminal, else raw)
              --result FILE         write the whole result as JSON
              --timeout DURATION    stop the script after this long, such as 90s or 1h30m; the manifest's
                                    limit holds too, the lower one wins
              --grace DURATION      from the request to stop until SIGKILL (default: 10s)
              --limit NAME=VALUE    cpu, memory, processes, openFiles, fileSize, output, outputExcess or
                                    disk, as in a manifest; may be repeated, the lower one wins
              --sandbox KEY=VALUE   filesystem=host|read-only|private or
                                    network=host|none|tcp-connect:PORT,...; the stricter one wins
              --containment LAYER   what holds its processes: cgroup, pid-namespace or watchdog
                                    (default: auto, the strongest that this host has)
              --best-effort PARTS   run also where the host lacks these of the sandbox: filesystem,
                                    network, system-calls
              --env NAME=VALUE      add to the script's environment; may be repeated
              --secrets-from FD|FILE
                                    lines NAME=value, or entries that end with NUL, from a descriptor or
                                    a private file; masked in all output
              --secrets-as HOW      environment (default), or files in $CRONIUM_SECRETS_DIR
              --interpreter PATH    use this interpreter instead of the one on PATH
              --execution-id ID     name this execution (default: the manifest's, else made up)
              --state DIR           private place for work directories (default: /var/lib/cronium for
                                    root, else ~/.local/state/cronium)
              --summary             say how it ended on standard error in raw format too
              --no-color            no colours in pretty output

            Exit code: the script's own; 124 timed out, 125 the payload was refused or the runner failed,
            126 the interpreter cannot be executed, 127 it is missing, 128+N ended or cancelled by signal N.
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        int exitCode = run(Arrays.asList(arguments), System.out, System.err);
        System.out.flush();
        // Not System.exit: a thread may still be waiting for a reader of the output that stands still.
        Runtime.getRuntime().halt(exitCode);
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            String command = arguments.isEmpty() ? "help" : arguments.getFirst();
            List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
            switch (command) {
                case "run" -> {
                    if (rest.contains("--help") || rest.contains("-h")) {
                        out.print(HELP);
                        return 0;
                    }
                    return new RunCommand(System.getenv(), Clock.systemUTC(), System::nanoTime)
                            .run(RunOptions.parse(rest));
                }
                case "verify" ->
                    new VerifyCommand(out, new StandardPlaces(System.getenv()).trust(), Clock.systemUTC()).run(rest);
                case "inspect" -> inspect(rest, out);
                case "probe" -> new ProbeCommand(out).run(rest);
                case "version", "--version" -> {
                    refuseMore(command, rest);
                    out.println("cronium-runner " + Version.text());
                }
                case "help", "--help", "-h" -> {
                    refuseMore(command, rest);
                    out.print(HELP);
                    return arguments.isEmpty() ? Outcome.RUNNER_OR_PAYLOAD_FAULT : 0;
                }
                default -> throw new UsageException("unknown command '" + command + "'; see: cronium-runner help");
            }
            return 0;
        } catch (UsageException | PayloadException e) {
            err.println("cronium-runner: " + e.getMessage());
        } catch (IOException e) {
            err.println("cronium-runner: " + Failures.sentence(e));
        } catch (RuntimeException | Error e) {
            // A fault of the program itself. Java would end with 1, which a script may end with too.
            err.println("cronium-runner: internal error: " + e);
            for (StackTraceElement frame : e.getStackTrace()) {
                err.println("  at " + frame);
            }
        }
        return Outcome.RUNNER_OR_PAYLOAD_FAULT;
    }

    private static void refuseMore(String command, List<String> rest) throws UsageException {
        if (!rest.isEmpty()) {
            throw new UsageException(command + ": expected nothing more, found '" + rest.getFirst() + "'");
        }
    }

    private static void inspect(List<String> arguments, PrintStream out)
            throws UsageException, IOException, PayloadException {
        Words words = new Words(arguments);
        Optional<Path> payload = Optional.empty();
        boolean json = false;
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals("--json")) {
                json = true;
            } else if (words.isOption(word) || payload.isPresent()) {
                throw new UsageException("inspect: expected PAYLOAD [--json], found also '" + word + "'");
            } else {
                payload = Optional.of(Path.of(word));
            }
        }
        new InspectCommand(out).run(payload.orElseThrow(() -> new UsageException("inspect: expected a PAYLOAD")), json);
    }
}
