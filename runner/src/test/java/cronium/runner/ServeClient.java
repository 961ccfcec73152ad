package cronium.runner;

import cronium.protocol.Bytes;
import cronium.protocol.ClientMessage;
import cronium.protocol.MessageDecoder;
import cronium.protocol.MessageEncoder;
import cronium.protocol.Protocol;
import cronium.protocol.ProtocolException;
import cronium.protocol.RunnerMessage;
import cronium.protocol.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client at the other end of the pipes of {@code cronium-runner serve}. */
final class ServeClient implements AutoCloseable {
    private final Process process;
    private final OutputStream toRunner;
    private final LinkedBlockingQueue<RunnerMessage> heard = new LinkedBlockingQueue<>();
    private final List<RunnerMessage> passedOver = new ArrayList<>();

    private ServeClient(Process process) {
        this.process = process;
        this.toRunner = process.getOutputStream();
    }

    /** Without a hello. */
    static ServeClient start(Path base, String... options) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("serve", "--state", base.resolve("state").toString(), "--permit", "allow-unsigned"));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(RunnerProcess.command(words))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(base.resolve("err").toFile()));
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"));
        ServeClient client = new ServeClient(builder.start());
        Thread.ofPlatform().daemon().start(client::read);
        return client;
    }

    static ServeClient open(Path base, String... options) throws Exception {
        ServeClient client = start(base, options);
        client.sendRaw(Protocol.marker());
        client.send(new ClientMessage.Hello(Protocol.MAJOR, Protocol.MINOR, "test", List.of()));
        client.await(RunnerMessage.Hello.class);
        return client;
    }

    private void read() {
        MessageDecoder<RunnerMessage> decoder = MessageDecoder.ofRunner();
        try (InputStream in = process.getInputStream()) {
            byte[] bytes = new byte[1 << 16];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                decoder.add(bytes, 0, count);
                for (Optional<RunnerMessage> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                    heard.add(next.get());
                }
            }
        } catch (ProtocolException e) {
            heard.add(new RunnerMessage.Fault("test", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            // The pipe was closed by the test.
        }
    }

    void sendRaw(byte[] bytes) throws IOException {
        toRunner.write(bytes);
        toRunner.flush();
    }

    void send(ClientMessage message) throws IOException {
        sendRaw(MessageEncoder.encode(message));
    }

    <M extends RunnerMessage> M await(Class<M> type) throws InterruptedException {
        return await(type, _ -> true);
    }

    /** The first such message that was not awaited before; what comes before it may be awaited later. */
    <M extends RunnerMessage> M await(Class<M> type, Predicate<M> which) throws InterruptedException {
        for (RunnerMessage message : passedOver) {
            if (type.isInstance(message) && which.test(type.cast(message))) {
                passedOver.remove(message);
                return type.cast(message);
            }
        }
        while (true) {
            RunnerMessage message = heard.poll(60, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("expected " + type.getSimpleName() + ", found " + passedOver);
            }
            if (type.isInstance(message) && which.test(type.cast(message))) {
                return type.cast(message);
            }
            passedOver.add(message);
        }
    }

    static ClientMessage.Submit submission(String id, byte[] payload, long credit, String... options)
            throws NoSuchAlgorithmException {
        return submission(id, payload, payload, "", credit, options);
    }

    static ClientMessage.Submit submission(
            String id, byte[] payload, byte[] content, String secrets, long credit, String... options)
            throws NoSuchAlgorithmException {
        List<String> words = new ArrayList<>(List.of(options));
        return new ClientMessage.Submit(
                id.hashCode(),
                id,
                sha256(payload),
                Bytes.of(content),
                List.of(),
                words,
                Bytes.of(secrets.getBytes(StandardCharsets.UTF_8)),
                credit);
    }

    static Sha256 sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return new Sha256(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    /** All output of an execution until its end, giving back the credit that each frame takes. */
    byte[] outputUntilTheEnd(String id) throws IOException, InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            RunnerMessage message = await(RunnerMessage.class, found -> isAbout(found, id));
            if (!(message instanceof RunnerMessage.Output output)) {
                return all.toByteArray();
            }
            all.writeBytes(output.bytes().array());
            send(new ClientMessage.Credit(id, output.bytes().length()));
        }
    }

    private static boolean isAbout(RunnerMessage message, String id) {
        return switch (message) {
            case RunnerMessage.Output output -> output.execution().equals(id);
            case RunnerMessage.Ended ended -> ended.execution().equals(id);
            case RunnerMessage.Lost lost -> lost.execution().equals(id);
            default -> false;
        };
    }

    Process process() {
        return process;
    }

    /** The connection ends; the runner goes on with what it runs. */
    void hangUp() throws IOException {
        try {
            toRunner.close();
        } finally {
            process.getInputStream().close();
        }
    }

    @Override
    public void close() throws IOException {
        hangUp();
        try {
            if (process.waitFor(30, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new AssertionError("expected the runner to end when the connection did");
    }

    static byte[] payload(Path base, String script) throws Exception {
        Path folder = Files.createTempDirectory(base, "payload");
        return Files.readAllBytes(RunnerProcess.payload(folder, "bash", script, ""));
    }
}
