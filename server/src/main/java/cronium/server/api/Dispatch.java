package cronium.server.api;

import cronium.server.domain.Scope;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is the same for every route: who may call, what may be asked, how failures are told, what is measured. Thread-safe. */
final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    /** Read and dropped of a body that was refused, so that its sender gets to read the answer. */
    private static final long MAX_DROPPED = 64L << 20;

    private static final Duration MAX_DROPPING = Duration.ofSeconds(5);

    private final Authentication authentication;
    private final ServerMetrics metrics;
    private final Gate gate;

    Dispatch(Authentication authentication, ServerMetrics metrics, Gate gate) {
        this.authentication = authentication;
        this.metrics = metrics;
        this.gate = gate;
    }

    Handler handler(Route route) {
        return context -> handle(route, context);
    }

    private void handle(Route route, Context context) throws IOException {
        long began = System.nanoTime();
        String operation = route.method() + " " + route.path();
        boolean inside = gate.enter();
        try {
            if (inside) {
                answer(route, context);
                // Complete before the gate counts this request as gone. A body that nobody wanted would cost the
                // caller the connection if it were not read.
                drop(context.req());
                context.res().getOutputStream().close();
            } else {
                problem(
                        context,
                        Problem.of(ProblemKind.NOT_READY, "expected a server that stays, found one that is closing"));
            }
        } catch (IOException e) {
            failed(context, operation, e);
        } catch (Exception e) {
            refused(context, operation, e);
        } finally {
            if (inside) {
                gate.leave();
            }
            metrics.answered(route, context.statusCode(), System.nanoTime() - began);
        }
    }

    private void answer(Route route, Context context) throws Exception {
        Optional<Scope> needed = route.access().scope();
        Optional<Caller> caller = needed.isPresent()
                ? Optional.of(authentication.caller(
                        Optional.ofNullable(context.header("Authorization")),
                        context.req().getRemoteAddr(),
                        needed.get()))
                : Optional.empty();
        Optional<String> accept = Optional.ofNullable(context.header("Accept"));
        if (!MediaTypes.accepts(accept, route.produces())) {
            throw ProblemKind.NOT_ACCEPTABLE.with(
                    "expected to be asked for " + route.produces() + ", found Accept: " + accept.orElse(""));
        }
        Call call = new Call(context, route, caller);
        if (route.query().isEmpty()) {
            // Others tell what is unknown together with what is wrong with the rest.
            call.query().check();
        }
        route.action().handle(call);
    }

    private void refused(Context context, String operation, Exception failure) throws IOException {
        if (context.res().isCommitted()) {
            LOG.warn("{}: failed after its answer had begun", operation, failure);
            // The answer's length, or its missing end, tells the caller.
            throw new IOException("the answer cannot be completed", failure);
        }
        problem(context, Failures.problem(failure, operation));
    }

    /** The peer is gone in most cases; then nobody reads an answer. */
    private void failed(Context context, String operation, IOException failure) throws IOException {
        if (context.res().isCommitted() || isGone(failure)) {
            LOG.debug("{}: the caller went", operation, failure);
            throw failure;
        }
        problem(context, Failures.problem(failure, operation));
    }

    private static boolean isGone(IOException failure) {
        return failure instanceof org.eclipse.jetty.io.EofException;
    }

    /** Answers a problem of any route, or of none. */
    static void problem(Context context, Problem problem) throws IOException {
        drop(context.req());
        Answers.problem(context.res(), problem);
    }

    private static void drop(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() != 0) {
            InputStream in = request.getInputStream();
            byte[] buffer = new byte[16 << 10];
            long dropped = 0;
            int read = 0;
            long begun = System.nanoTime();
            while (read >= 0 && dropped < MAX_DROPPED && System.nanoTime() - begun < MAX_DROPPING.toNanos()) {
                dropped += read;
                read = in.read(buffer);
            }
        }
    }
}
