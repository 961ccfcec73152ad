package cronium.server.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The HTTP server with its routes, on one address. Started once; {@link #close} lets running requests end first. */
public final class ApiServer implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final String address;
    private final int port;
    private final Gate gate;
    private final List<Route> routes;
    private final Javalin javalin;

    /**
     * Not yet listening.
     *
     * @param address such as {@code 127.0.0.1}
     * @param port 0 for any that is free
     */
    public ApiServer(String address, int port, ApiParts parts) {
        this.address = address;
        this.port = port;
        this.gate = new Gate();
        this.routes = Routes.all(parts, gate);
        Dispatch dispatch = new Dispatch(parts.authentication(), parts.metrics(), gate);
        this.javalin = Javalin.create(config -> configure(config, dispatch));
    }

    private void configure(JavalinConfig config, Dispatch dispatch) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        // It would hold back what is to be seen as it comes, and lengths would not be known.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.prefer405over404 = true;
        config.jetty.host = address;
        config.jetty.port = port;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendDateHeader(true);
        });
        config.jetty.modifyServer(server -> server.setErrorHandler(new JettyProblems()));
        for (Route route : routes) {
            config.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.method()), route.path(), dispatch.handler(route));
            if (route.method().equals("GET")) {
                // Javalin would answer HEAD by itself, and without asking who calls.
                config.routes.addHttpHandler(HandlerType.HEAD, route.path(), dispatch.handler(route));
            }
        }
        config.routes.exception(MethodNotAllowedResponse.class, (e, context) -> Unrouted.method(context, allowed(e)));
        config.routes.exception(HttpResponseException.class, (e, context) -> Unrouted.status(context, e.getStatus()));
    }

    private static Set<String> allowed(MethodNotAllowedResponse response) {
        return new TreeSet<>(Set.of(
                response.getDetails().getOrDefault("availableMethods", "").split(", ?", -1)));
    }

    /** The operations that are answered. */
    List<Route> routes() {
        return routes;
    }

    /** Listens from now on. Returns the port. */
    public int start() {
        javalin.start();
        return javalin.port();
    }

    /** Lets nobody in any more, waits up to ten seconds for those who are being answered, and stops listening. */
    @Override
    public void close() {
        gate.close(DRAIN);
        javalin.stop();
    }
}
