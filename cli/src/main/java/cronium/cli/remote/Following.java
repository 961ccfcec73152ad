package cronium.cli.remote;

import cronium.cli.remote.Listener.Stream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Follows one execution to its end, over connections that drop. One thread's, and used once. */
public final class Following {
    private final Server server;
    private final String execution;
    private final Patience patience;
    private final LongSupplier nanoTime;
    private final Listener listener;
    private final Map<Stream, Long> next = new EnumMap<>(Stream.class);
    private OptionalLong lastNumber = OptionalLong.empty();
    private boolean connected;
    private boolean progress;

    public Following(Server server, String execution, Patience patience, LongSupplier nanoTime, Listener listener) {
        this.server = server;
        this.execution = execution;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /**
     * Hands on everything from the start until it is over.
     *
     * @return the execution as it ended
     * @throws RefusedException if the server will not have it
     * @throws ConnectionException if the connection could not be made again for as long as the patience lasts
     */
    public Item toItsEnd() throws IOException {
        long since = nanoTime.getAsLong();
        Duration pause = patience.first();
        while (true) {
            connected = false;
            progress = false;
            IOException failure;
            try {
                Optional<Item> end = connection();
                if (end.isPresent()) {
                    return end.get();
                }
                failure = new EOFException("the server closed the connection");
            } catch (ListenerException e) {
                throw e.failure();
            } catch (RefusedException e) {
                if (!e.isPassing()) {
                    throw e;
                }
                failure = e;
            } catch (IOException e) {
                failure = e;
            }
            // A server that takes connections and drops them at once has not been silent, but is not asked ever faster
            // either.
            since = connected ? nanoTime.getAsLong() : since;
            pause = progress ? patience.first() : pause;
            if (nanoTime.getAsLong() - since >= patience.total().toNanos()) {
                throw new ConnectionException(
                        "execution " + execution + ": lost contact with the server, how it ends is not known here ("
                                + failure.getMessage() + "); it goes on, and: cronium execution follow " + execution,
                        failure);
            }
            listener.dropped(failure);
            LockSupport.parkNanos(pause.toNanos());
            pause = min(pause.multipliedBy(2), patience.longest());
        }
    }

    private Optional<Item> connection() throws IOException, ListenerException {
        Map<String, String> headers =
                lastNumber.isPresent() ? Map.of("Last-Event-ID", Long.toString(lastNumber.getAsLong())) : Map.of();
        ApiPath path = ApiPath.of("executions", execution, "events");
        try (InputStream in = server.open(path, headers, patience.silence())) {
            connected = true;
            EventStream events = new EventStream(in);
            for (Optional<ServerEvent> event = events.next(); event.isPresent(); event = events.next()) {
                progress = true;
                Item data = data(event.get());
                switch (event.get().name()) {
                    case "output" -> output(data);
                    case "state" -> tell(() -> listener.state(data));
                    case "end" -> {
                        return Optional.of(data);
                    }
                    default -> {
                        // A later server may say more.
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Item data(ServerEvent event) throws IOException {
        try {
            return Item.of(Json.read(event.data().getBytes(StandardCharsets.UTF_8)));
        } catch (Json.NotJsonException e) {
            throw new ConnectionException("expected events with JSON, found " + e.found(), e);
        }
    }

    private void output(Item chunk) throws IOException, ListenerException {
        OptionalLong number = chunk.number("number");
        OptionalLong offset = chunk.number("offset");
        Optional<String> base64 = chunk.text("base64");
        Optional<String> name = chunk.text("stream");
        if (number.isEmpty() || offset.isEmpty() || base64.isEmpty() || name.isEmpty()) {
            throw new ConnectionException("expected output with number, stream, offset and base64, found less");
        }
        Stream stream = name.get().equals("stderr") ? Stream.STDERR : Stream.STDOUT;
        byte[] bytes = Base64.getDecoder().decode(base64.get());
        long expected = next.getOrDefault(stream, 0L);
        long start = offset.getAsLong();
        if (start > expected) {
            tell(() -> listener.missing(stream, start - expected));
        }
        int seen = (int) Math.min(bytes.length, Math.max(0, expected - start));
        if (seen < bytes.length) {
            byte[] fresh = seen == 0 ? bytes : Arrays.copyOfRange(bytes, seen, bytes.length);
            tell(() -> listener.output(stream, fresh));
        }
        next.put(stream, Math.max(expected, start + bytes.length));
        lastNumber = number;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private interface Telling {
        void tell() throws IOException;
    }

    /** A listener that fails is no connection that drops. */
    private static void tell(Telling telling) throws ListenerException {
        try {
            telling.tell();
        } catch (IOException e) {
            throw new ListenerException(e);
        }
    }

    private static final class ListenerException extends Exception {
        private final IOException failure;

        ListenerException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }
}
