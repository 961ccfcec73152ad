package cronium.dispatch.connection;

import cronium.protocol.Bytes;
import cronium.protocol.ClientMessage;
import cronium.protocol.ExecutionState;
import cronium.protocol.ExecutionStatus;
import cronium.protocol.Protocol;
import cronium.protocol.Refusal;
import cronium.protocol.RunnerMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/**
 * A connection to {@code cronium-runner serve}, for many executions at once. Thread-safe. A request without an answer within the limit
 * ends the connection, since nobody knows what became of it.
 */
public final class RunnerConnection implements AutoCloseable {
    /** With room in the frame for proofs and secrets. */
    private static final int MOST_INLINE_BYTES = 128 << 10;

    private final Link link;
    private final Duration limit;
    private final Requests requests = new Requests();
    private final Incoming incoming = new Incoming();
    private final Followers followers;
    private final CompletableFuture<RunnerMessage.Hello> hello = new CompletableFuture<>();

    private RunnerConnection(Link link, Duration limit) {
        this.link = link;
        this.limit = limit;
        this.followers = new Followers(link, incoming);
    }

    /**
     * Says hello and hears it.
     *
     * @param in what the runner writes, perhaps behind a greeting of the host
     * @param owner closed with the connection, also if there comes to be none; it ends reads of {@code in}
     * @param limit for the hello and the answer to each request
     * @throws ConnectionLostException when no runner of this protocol answers within the limit
     */
    public static RunnerConnection open(InputStream in, OutputStream out, AutoCloseable owner, Duration limit)
            throws ConnectionLostException, InterruptedException {
        RunnerConnection made = new RunnerConnection(new Link(in, out, owner), limit);
        made.link.start(made.incoming);
        try {
            made.link.sendMarker();
            made.link.send(new ClientMessage.Hello(Protocol.MAJOR, Protocol.MINOR, "cronium", List.of()));
            made.hello.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return made;
        } catch (ExecutionException | TimeoutException e) {
            made.lose("expected the hello of a runner within " + limit + ", found none");
            throw made.link.exception();
        } catch (InterruptedException | ConnectionLostException e) {
            made.close();
            throw e;
        }
    }

    /** What the runner said of itself. */
    public RunnerMessage.Hello hello() {
        return hello.join();
    }

    public boolean isOpen() {
        return link.lost().isEmpty();
    }

    /**
     * Submits and follows from the beginning of the output. The payload is uploaded if the host lacks it.
     *
     * @throws IOException when the payload cannot be read, or {@link ConnectionLostException}: then the id may be claimed or not, and
     *     submitting it again is safe
     */
    public FollowedExecution submit(Submission submission, OutputListener listener)
            throws IOException, RefusedException, InterruptedException {
        Bytes content = submission.payload().size() <= MOST_INLINE_BYTES
                ? Bytes.of(Files.readAllBytes(submission.payload().file()))
                : Bytes.NONE;
        Followed follower = followers.add(submission.execution(), 0, listener);
        try {
            RunnerMessage answer = submitOnce(submission, content);
            if (answer instanceof RunnerMessage.Refused refused
                    && refused.refusal().equals(Optional.of(Refusal.PAYLOAD_MISSING))) {
                upload(submission.payload());
                answer = submitOnce(submission, Bytes.NONE);
            }
            return claimed(submission.execution(), follower, answer);
        } catch (IOException | RefusedException | InterruptedException | RuntimeException e) {
            followers.remove(submission.execution(), follower);
            throw e;
        }
    }

    private FollowedExecution claimed(String execution, Followed follower, RunnerMessage answer)
            throws ConnectionLostException, RefusedException {
        if (answer instanceof RunnerMessage.AlreadyKnown(long _, ExecutionStatus status)) {
            if (status.state() == ExecutionState.ACKNOWLEDGED) {
                // Nothing comes of it any more.
                followers.over(execution, new RemoteEnding.Acknowledged());
            }
            return new FollowedExecution(execution, true, follower);
        }
        expected(RunnerMessage.Accepted.class, answer);
        return new FollowedExecution(execution, false, follower);
    }

    /**
     * Follows what was submitted before, on another connection perhaps.
     *
     * @param offset 0, or {@code next} of a piece of output
     */
    public FollowedExecution follow(String execution, long offset, OutputListener listener)
            throws ConnectionLostException, RefusedException, InterruptedException {
        Followed follower = followers.add(execution, offset, listener);
        try {
            done(request -> new ClientMessage.Follow(request, execution, offset, Followed.CREDIT));
            return new FollowedExecution(execution, true, follower);
        } catch (ConnectionLostException | RefusedException | InterruptedException e) {
            followers.remove(execution, follower);
            throw e;
        }
    }

    /** Who follows it on this connection is told that how it ends is unknown; what comes of it is dropped. */
    void unfollow(String execution) {
        followers.over(execution, new RemoteEnding.Unknown(0, "it is not followed any more"));
        try {
            // Nobody waits for the answer.
            link.send(new ClientMessage.Unfollow(requests.unheard(), execution));
        } catch (ConnectionLostException e) {
            lose(String.valueOf(e.getMessage()));
        }
    }

    /** How many executions are followed on it. */
    public int following() {
        return followers.count();
    }

    /**
     * Asks for what SIGTERM does; how it ended is told to who follows.
     *
     * @param grace until SIGKILL; empty for the execution's own
     */
    public void cancel(String execution, Optional<Duration> grace)
            throws ConnectionLostException, RefusedException, InterruptedException {
        long millis = grace.map(Duration::toMillis).orElse(ClientMessage.Cancel.OWN_GRACE);
        done(request -> new ClientMessage.Cancel(request, execution, millis));
    }

    /** Removes output and result of what is over; the id stays claimed. */
    public void acknowledge(String execution) throws ConnectionLostException, RefusedException, InterruptedException {
        done(request -> new ClientMessage.Acknowledge(request, execution));
    }

    /** Also of an id that the host does not know. */
    public ExecutionStatus status(String execution)
            throws ConnectionLostException, RefusedException, InterruptedException {
        RunnerMessage answer = ask(request -> new ClientMessage.GetStatus(request, execution));
        return expected(RunnerMessage.Status.class, answer).status();
    }

    /** All that are not acknowledged. */
    public List<ExecutionStatus> list() throws ConnectionLostException, RefusedException, InterruptedException {
        List<ExecutionStatus> all = new ArrayList<>();
        try (Requests.Request request = requests.begin()) {
            link.send(new ClientMessage.ListExecutions(request.number()));
            RunnerMessage.Executions each;
            do {
                each = expected(RunnerMessage.Executions.class, answer(request));
                all.addAll(each.executions());
            } while (each.more());
        }
        return List.copyOf(all);
    }

    /** Whether the runner is there, which it is when this returns. */
    public void ping() throws ConnectionLostException, RefusedException, InterruptedException {
        expected(RunnerMessage.Pong.class, ask(ClientMessage.Ping::new));
    }

    /** What runs goes on. Who follows is told that how it ends is unknown. */
    @Override
    public void close() {
        lose("the connection was closed");
    }

    private RunnerMessage submitOnce(Submission submission, Bytes content)
            throws ConnectionLostException, InterruptedException {
        return ask(request -> new ClientMessage.Submit(
                request,
                submission.execution(),
                submission.payload().digest(),
                content,
                submission.proof(),
                submission.options(),
                submission.secrets(),
                Followed.CREDIT));
    }

    private void upload(PayloadSource payload) throws IOException, RefusedException, InterruptedException {
        RunnerMessage.PayloadState begun = expected(
                RunnerMessage.PayloadState.class,
                ask(request -> new ClientMessage.UploadBegin(request, payload.digest(), payload.size())));
        if (begun.present()) {
            return;
        }
        try (InputStream file = Files.newInputStream(payload.file())) {
            file.skipNBytes(begun.offset());
            long offset = begun.offset();
            for (byte[] piece = file.readNBytes(Protocol.MOST_PIECE_BYTES);
                    piece.length > 0;
                    piece = file.readNBytes(Protocol.MOST_PIECE_BYTES)) {
                link.send(new ClientMessage.UploadChunk(payload.digest(), offset, Bytes.of(piece)));
                offset += piece.length;
            }
        }
        expected(
                RunnerMessage.PayloadState.class,
                ask(request -> new ClientMessage.UploadEnd(request, payload.digest())));
    }

    private void done(LongFunction<ClientMessage> message)
            throws ConnectionLostException, RefusedException, InterruptedException {
        expected(RunnerMessage.Done.class, ask(message));
    }

    private RunnerMessage ask(LongFunction<ClientMessage> message)
            throws ConnectionLostException, InterruptedException {
        try (Requests.Request request = requests.begin()) {
            link.send(message.apply(request.number()));
            return answer(request);
        }
    }

    private RunnerMessage answer(Requests.Request request) throws ConnectionLostException, InterruptedException {
        if (link.lost().isEmpty()) {
            Optional<RunnerMessage> answer = request.answer(limit);
            if (answer.isPresent()) {
                return answer.get();
            }
            lose("expected an answer within " + limit + ", found none");
        }
        throw link.exception();
    }

    private <T extends RunnerMessage> T expected(Class<T> type, RunnerMessage answer)
            throws ConnectionLostException, RefusedException {
        if (answer instanceof RunnerMessage.Refused refused) {
            throw new RefusedException(refused);
        }
        if (!type.isInstance(answer)) {
            lose("expected an answer " + type.getSimpleName() + ", found " + answer.type());
            throw link.exception();
        }
        return type.cast(answer);
    }

    private void lose(String reason) {
        link.lose(reason, incoming);
    }

    /** What the runner says. */
    private final class Incoming implements Link.Listener {
        @Override
        public void heard(RunnerMessage message) throws IOException {
            switch (message) {
                case RunnerMessage.Hello found -> hello.complete(found);
                case RunnerMessage.Done done -> requests.answer(done.request(), done);
                case RunnerMessage.Refused refused -> requests.answer(refused.request(), refused);
                case RunnerMessage.PayloadState state -> requests.answer(state.request(), state);
                case RunnerMessage.Accepted accepted -> requests.answer(accepted.request(), accepted);
                case RunnerMessage.AlreadyKnown known -> requests.answer(known.request(), known);
                case RunnerMessage.Executions executions -> requests.answer(executions.request(), executions);
                case RunnerMessage.Status status -> requests.answer(status.request(), status);
                case RunnerMessage.Pong pong -> requests.answer(pong.request(), pong);
                case RunnerMessage.Started _ -> {
                    // Its result has the time.
                }
                case RunnerMessage.Output output -> followers.output(output);
                case RunnerMessage.Ended ended ->
                    followers.over(ended.execution(), new RemoteEnding.Ended(ended.result()));
                case RunnerMessage.Lost lost -> followers.over(lost.execution(), new RemoteEnding.Lost());
                case RunnerMessage.Fault fault ->
                    throw new IOException("fault " + fault.code() + ": " + fault.message());
            }
        }

        @Override
        public void lost(String reason) {
            hello.completeExceptionally(new ConnectionLostException(reason));
            requests.lost();
            followers.lost(reason);
        }
    }
}
