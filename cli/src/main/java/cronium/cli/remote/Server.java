package cronium.cli.remote;

import cronium.payload.Failures;
import cronium.payload.manifest.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Calls to a server. By the JDK's old client: the newer one takes a cold JVM three times as long to make its first call. Each call
 * has a connection of its own or one that is free; thread-safe.
 */
public final class Server {
    /** The longest document that is taken, in bytes. */
    public static final int MAX_ANSWER = 64 << 20;

    private static final int MAX_PROBLEM = 1 << 20;
    private static final int BUFFER = 64 << 10;
    private static final int CONNECT_MILLIS = 10_000;
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Connection connection;

    public Server(Connection connection) {
        this.connection = connection;
    }

    public Answer get(ApiPath path) throws IOException {
        return send("GET", path, Map.of(), Optional.empty());
    }

    public Answer post(ApiPath path, JsonValue body) throws IOException {
        return send("POST", path, Map.of(), Optional.of(body));
    }

    public Answer delete(ApiPath path) throws IOException {
        return send("DELETE", path, Map.of(), Optional.empty());
    }

    /**
     * Makes a call and takes its answer whole.
     *
     * @throws RefusedException if the server says no
     * @throws ConnectionException if there is no server
     */
    public Answer send(String method, ApiPath path, Map<String, String> headers, Optional<JsonValue> body)
            throws IOException {
        Call call = call(method, path, headers, SILENCE);
        try (InputStream in = call.answer(body.map(Json::write).map(Body::json))) {
            byte[] content = in.readNBytes(MAX_ANSWER + 1);
            if (content.length > MAX_ANSWER) {
                throw new ConnectionException(
                        connection.address() + ": expected an answer of at most " + MAX_ANSWER + " bytes, found more");
            }
            return new Answer(call.status(), content);
        }
    }

    /**
     * Sends a file as it is read, and takes the answer whole.
     *
     * @param size bytes that it has
     * @param sent told how many more bytes went
     */
    public Answer put(ApiPath path, InputStream file, long size, IntConsumer sent) throws IOException {
        Call call = call("PUT", path, Map.of(), SILENCE);
        try (InputStream in = call.answer(Optional.of(new Body("application/octet-stream", size, out -> {
            byte[] buffer = new byte[BUFFER];
            for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
                out.write(buffer, 0, read);
                sent.accept(read);
            }
        })))) {
            return new Answer(call.status(), in.readNBytes(MAX_ANSWER));
        }
    }

    /**
     * Makes a call and hands out its answer as it comes.
     *
     * @param silence how long nothing may come before reading fails
     * @return to be closed by the caller, which ends the connection
     */
    public InputStream open(ApiPath path, Map<String, String> headers, Duration silence) throws IOException {
        return call("GET", path, headers, silence).answer(Optional.empty());
    }

    private Call call(String method, ApiPath path, Map<String, String> headers, Duration silence) throws IOException {
        HttpURLConnection http =
                (HttpURLConnection) connection.address().resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        http.setRequestMethod(method);
        http.setInstanceFollowRedirects(false);
        http.setUseCaches(false);
        http.setConnectTimeout(CONNECT_MILLIS);
        http.setReadTimeout((int) silence.toMillis());
        http.setRequestProperty("User-Agent", "cronium");
        http.setRequestProperty("Accept", "*/*");
        connection.token().ifPresent(token -> http.setRequestProperty("Authorization", token.header()));
        headers.forEach(http::setRequestProperty);
        return new Call(http, connection.address());
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** What is sent: so many bytes, and no others. */
    private record Body(String type, long length, Writing writing) {
        static final Body NONE = new Body("", 0, _ -> {});

        static Body json(byte[] document) {
            return new Body("application/json", document.length, out -> out.write(document));
        }
    }

    private record Call(HttpURLConnection http, ServerAddress address) {
        int status() throws IOException {
            return http.getResponseCode();
        }

        InputStream answer(Optional<Body> body) throws IOException {
            try {
                if (!http.getRequestMethod().equals("GET")) {
                    write(body.orElse(Body.NONE));
                }
                int status = http.getResponseCode();
                if (status >= 200 && status < 300) {
                    return http.getInputStream();
                }
                throw new RefusedException(problem(status));
            } catch (ConnectException | UnknownHostException e) {
                throw new ConnectionException(
                        "expected a Cronium server at " + address + ", found none (" + Failures.message(e)
                                + "); start one with: cronium server, or name another with --server or CRONIUM_SERVER",
                        e);
            }
        }

        /** As a stream: what is sent otherwise is sent again by itself where the connection ends without an answer, and a change must not be. */
        private void write(Body body) throws IOException {
            http.setDoOutput(true);
            http.setFixedLengthStreamingMode(body.length());
            if (body.length() > 0) {
                http.setRequestProperty("Content-Type", body.type());
            }
            try (OutputStream out = http.getOutputStream()) {
                body.writing().to(out);
            }
        }

        private Problem problem(int status) throws IOException {
            InputStream error = http.getErrorStream();
            if (error == null) {
                // The old client drops what comes with a 401 to what was sent as a stream.
                return status == HttpURLConnection.HTTP_UNAUTHORIZED
                        ? new Problem(status, "the server lets nobody in with this token, or without one", List.of())
                        : Problem.of(status, new byte[0]);
            }
            try (error) {
                return Problem.of(status, error.readNBytes(MAX_PROBLEM));
            }
        }
    }
}
