package cronium.runner.serve;

import cronium.protocol.Message;
import cronium.protocol.MessageEncoder;
import cronium.protocol.Refusal;
import cronium.protocol.RunnerMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sends answers first and then output: one frame of each followed execution that has some and has credit, in turns. One thread writes, and
 * may wait for the client; nobody else does, but who asks without ever reading the answers waits in {@link #send}. Thread-safe.
 */
final class Sender {
    private static final int MOST_ANSWERS = 10_000;
    /** How often output of another process is looked at. */
    static final int LOOK_MILLIS = 50;

    private static final long LAST_PATIENCE_MILLIS = 5_000;

    private final OutputStream out;
    private final Deque<byte[]> answers = new ArrayDeque<>();
    private final Map<String, Following> byId = new HashMap<>();
    private final Deque<Following> turns = new ArrayDeque<>();
    private boolean broken;
    private boolean closing;
    private boolean over;

    Sender(OutputStream out) {
        this.out = out;
    }

    void start() {
        Thread.ofPlatform().daemon().name("sender").start(this::run);
    }

    /** Sends an answer. Dropped when the connection is lost. */
    void send(Message message) {
        byte[] frame = MessageEncoder.encode(message);
        synchronized (this) {
            try {
                while (answers.size() >= MOST_ANSWERS && !broken) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!broken && !closing) {
                answers.add(frame);
                notifyAll();
            }
        }
    }

    /** The first bytes, before all else. */
    synchronized void sendFirst(byte[] bytes) {
        answers.addFirst(bytes);
        notifyAll();
    }

    synchronized boolean follows(String execution) {
        return byId.containsKey(execution);
    }

    synchronized void follow(Following following) {
        if (broken || closing) {
            following.close();
            return;
        }
        byId.put(following.execution(), following);
        turns.add(following);
        notifyAll();
    }

    synchronized void credit(String execution, long bytes) {
        Following following = byId.get(execution);
        if (following != null) {
            following.add(bytes);
            notifyAll();
        }
    }

    synchronized void unfollow(String execution) {
        Following following = byId.remove(execution);
        if (following != null) {
            turns.remove(following);
            following.close();
        }
    }

    /** There may be more of it. */
    synchronized void wake(String execution) {
        Following following = byId.get(execution);
        if (following != null) {
            following.wake();
            notifyAll();
        }
    }

    /** There may be more of any. */
    synchronized void wakeAll() {
        byId.values().forEach(Following::wake);
        notifyAll();
    }

    /** Returns when what was to be answered is sent, or cannot be, or the client does not read it; nothing is sent after that. */
    synchronized void finish() {
        closing = true;
        notifyAll();
        try {
            long end = System.nanoTime() + LAST_PATIENCE_MILLIS * 1_000_000;
            for (long left = LAST_PATIENCE_MILLIS; !over && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                byte[] frame = nextAnswer();
                if (frame.length > 0) {
                    out.write(frame);
                    continue;
                }
                Optional<Following> turn = turn();
                if (turn.isPresent()) {
                    step(turn.get());
                } else if (!await()) {
                    out.flush();
                    return;
                }
            }
        } catch (IOException e) {
            // The client is gone. What runs goes on.
        } finally {
            end();
        }
    }

    private synchronized byte[] nextAnswer() {
        byte[] frame = answers.poll();
        if (frame == null) {
            return new byte[0];
        }
        notifyAll();
        return frame;
    }

    private synchronized Optional<Following> turn() {
        if (closing) {
            return Optional.empty();
        }
        for (int i = turns.size(); i > 0; i--) {
            Following following = turns.remove();
            turns.add(following);
            if (following.isDue()) {
                return Optional.of(following);
            }
        }
        return Optional.empty();
    }

    /** False when it is time to end. */
    private synchronized boolean await() {
        try {
            while (answers.isEmpty() && !closing && turns.stream().noneMatch(Following::isDue)) {
                wait();
            }
            return !closing || !answers.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void step(Following following) throws IOException {
        Optional<RunnerMessage> message;
        try {
            message = following.step();
        } catch (IOException e) {
            if (!isFollowed(following)) {
                // Its file was closed in the middle of reading.
                return;
            }
            // Without an answer of its own: the client would wait for ever, so it is told and may follow again.
            unfollow(following.execution());
            out.write(MessageEncoder.encode(new RunnerMessage.Refused(
                    following.request(), Refusal.HOST_FAULT.word(), following.execution() + ": " + e.getMessage())));
            return;
        }
        if (message.isPresent() && isFollowed(following)) {
            if (Following.isLast(message.get())) {
                unfollow(following.execution());
            }
            out.write(MessageEncoder.encode(message.get()));
        }
    }

    private synchronized boolean isFollowed(Following following) {
        return byId.get(following.execution()) == following;
    }

    private synchronized void end() {
        over = true;
        broken = true;
        answers.clear();
        byId.values().forEach(Following::close);
        byId.clear();
        turns.clear();
        notifyAll();
    }
}
