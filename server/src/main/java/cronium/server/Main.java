package cronium.server;

import cronium.payload.Failures;
import cronium.payload.PayloadException;
import cronium.server.secrets.SecretException;
import cronium.server.store.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import sun.misc.Signal;

/** The entry point of {@code cronium-server}. */
@Command(
        name = "cronium-server",
        description = {
            "Runs the control plane: keeps events and their versions, packs and signs their payloads, runs them, and answers the API.",
            "Without options it makes all that it needs: a data directory for this user alone, a database in it, a signing key and a first token."
        },
        footer = {
            "",
            "SIGTERM and SIGINT end it: requests that are being answered are, no more executions begin, and those that run go on",
            "without it; the next start takes them up where they are."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ended by a signal", "1:could not be started", "2:the command line makes no sense"},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int FAILURE = 1;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    private Main(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        int exitCode = new CommandLine(new Main(System.getenv(), System.out, System.err)).execute(arguments);
        System.out.flush();
        System.err.flush();
        // Also where a thread of a library is left.
        Runtime.getRuntime().halt(exitCode);
    }

    /** The command with its options, to be looked at and not to be executed. */
    public static CommandLine definitions() {
        return new CommandLine(new Main(Map.of(), System.out, System.err));
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Signal.handle(new Signal("TERM"), _ -> end.countDown());
        Signal.handle(new Signal("INT"), _ -> end.countDown());
        Path home = Path.of(Optional.ofNullable(environment.get("HOME"))
                .filter(value -> value.startsWith("/"))
                .orElseGet(() -> System.getProperty("user.home", "/")));
        try (Server _ = Server.start(
                options.settings(new Places(environment, home, System.getProperty("user.name", ""))),
                environment,
                Clock.systemUTC(),
                out)) {
            end.await();
            LOG.info("ending: no more is begun; what runs goes on and is taken up by the next start");
            return 0;
        } catch (SetupException | PayloadException | SecretException | StoreException e) {
            err.println("cronium-server: " + e.getMessage());
            return FAILURE;
        } catch (IOException e) {
            err.println("cronium-server: " + Failures.sentence(e));
            return FAILURE;
        }
    }

    /** The version in the manifest of this program's jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"cronium-server " + number()};
        }

        static String number() {
            return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("unpackaged");
        }
    }
}
