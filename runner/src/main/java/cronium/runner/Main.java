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
                        out.print(HelpText.text());
                        return 0;
                    }
                    return new RunCommand(System.getenv(), Clock.systemUTC(), System::nanoTime)
                            .run(RunOptions.parse(rest));
                }
                case "serve" -> {
                    return new ServeCommand(System.getenv(), err, Clock.systemUTC(), System::nanoTime)
                            .run(ServeOptions.parse(rest));
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
                    out.print(HelpText.text());
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
