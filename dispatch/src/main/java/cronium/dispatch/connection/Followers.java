package cronium.dispatch.connection;

import cronium.protocol.ClientMessage;
import cronium.protocol.RunnerMessage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who follows which execution on one connection. Thread-safe. */
final class Followers {
    private final Link link;
    private final Link.Listener connection;
    private final Map<String, Followed> all = new ConcurrentHashMap<>();

    Followers(Link link, Link.Listener connection) {
        this.link = link;
        this.connection = connection;
    }

    /** @throws IllegalStateException when somebody follows it on this connection already */
    Followed add(String execution, long offset, OutputListener listener) throws ConnectionLostException {
        Followed follower = new Followed(offset, listener, bytes -> grant(execution, bytes));
        if (all.putIfAbsent(execution, follower) != null) {
            throw new IllegalStateException("expected one follower of " + execution + ", found another");
        }
        follower.start(execution);
        // Whoever lost it just now may have looked before this one was there.
        if (link.lost().isPresent()) {
            remove(execution, follower);
            throw link.exception();
        }
        return follower;
    }

    void remove(String execution, Followed follower) {
        if (all.remove(execution, follower)) {
            follower.end(new RemoteEnding.Unknown(follower.offset(), "it is not followed"));
        }
    }

    /** @throws IOException when it is out of order, or more than there was credit for */
    void output(RunnerMessage.Output output) throws IOException {
        Followed follower = all.get(output.execution());
        if (follower != null && !follower.arrived(output)) {
            throw new IOException(
                    "output of " + output.execution() + " out of order, or more than there was credit for");
        }
    }

    void over(String execution, RemoteEnding how) {
        Followed follower = all.remove(execution);
        if (follower != null) {
            follower.end(how);
        }
    }

    int count() {
        return all.size();
    }

    void lost(String reason) {
        for (String execution : List.copyOf(all.keySet())) {
            over(execution, new RemoteEnding.Unknown(0, reason));
        }
    }

    private void grant(String execution, long bytes) {
        try {
            link.send(new ClientMessage.Credit(execution, bytes));
        } catch (ConnectionLostException e) {
            link.lose(String.valueOf(e.getMessage()), connection);
        }
    }
}
