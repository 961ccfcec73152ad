package cronium.cli;

import cronium.cli.remote.Item;
import cronium.cli.remote.Listener;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** Writes a script's output as it is, each stream to the one of that name. One thread's. */
final class PrintedOutput implements Listener {
    private final Surroundings surroundings;
    private long skipped;
    private boolean dropped;
    private boolean queued;

    /** @param skipped how many bytes of both streams together are passed over first */
    PrintedOutput(Surroundings surroundings, long skipped) {
        this.surroundings = surroundings;
        this.skipped = skipped;
    }

    @Override
    public void output(Stream stream, byte[] bytes) throws IOException {
        dropped = false;
        int start = (int) Math.min(skipped, bytes.length);
        skipped -= start;
        PrintStream to = stream == Stream.STDOUT ? surroundings.out() : surroundings.err();
        to.write(bytes, start, bytes.length - start);
        if (to.checkError()) {
            throw new CommandException("standard output is closed; the execution goes on");
        }
    }

    @Override
    public void missing(Stream stream, long bytes) {
        surroundings
                .err()
                .println("cronium: warning: the server does not have " + bytes + " bytes of "
                        + stream.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void state(Item execution) {
        if (surroundings.terminal()
                && !queued
                && execution.text("state").filter("queued"::equals).isPresent()) {
            queued = true;
            surroundings.err().println("cronium: queued");
        }
    }

    @Override
    public void dropped(IOException failure) {
        if (surroundings.terminal() && !dropped) {
            dropped = true;
            surroundings.err().println("cronium: the connection is gone, trying to make it again");
        }
    }
}
