package cronium.testkit.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** The way to a host while its link is slow: through a process that keeps every packet for a while and loses some. Closing gives the other way back. */
final class SlowLink implements AutoCloseable {
    private static final String PROGRAM = program();

    private final Process relay;

    private SlowLink(Process relay) {
        this.relay = relay;
    }

    /**
     * Takes the place of the link. What is connected stays so.
     *
     * @param near this machine's address in the network
     */
    static SlowLink begin(String namespace, String near, String far, Duration delay, double loss, long seed) {
        String device = namespace.replace("-", "t");
        try {
            Process relay = new ProcessBuilder(
                            "python3",
                            "-c",
                            PROGRAM,
                            namespace,
                            device,
                            Long.toString(delay.toMillis()),
                            Double.toString(loss),
                            Long.toString(seed))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            SlowLink link = new SlowLink(relay);
            BufferedReader said = relay.inputReader(StandardCharsets.UTF_8);
            if (!"ready".equals(said.readLine())) {
                link.close();
                throw new AssertionError("expected a slow link to " + namespace + ", found none");
            }
            Tool.run("ip", "-n", namespace, "link", "set", device, "up");
            Tool.run("ip", "-n", namespace, "route", "add", near + "/32", "dev", device, "src", far);
            Tool.run("ip", "link", "set", device, "up");
            Tool.run("ip", "route", "add", far + "/32", "dev", device, "src", near);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The devices end with the process, and the routes with them. */
    @Override
    public void close() {
        try {
            relay.getOutputStream().close();
            relay.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String program() {
        try (InputStream in = SlowLink.class.getResourceAsStream("slow_link.py")) {
            return new String(Objects.requireNonNull(in, "slow_link.py").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
