package cronium.dispatch.hosts;

import cronium.dispatch.connection.Backoff;
import java.time.Duration;
import java.util.List;

/**
 * How hosts are dealt with.
 *
 * @param serveWords options of {@code cronium-runner serve}, each fit for a shell as it is: letters, digits and {@code / . _ - = ,}
 * @param answer how long a runner may take to say hello and to answer a request
 * @param idle how long a connection that nothing is followed on is kept
 * @param rest after a failure: how long a host is let alone, while whoever wants it is told of the failure at once
 */
public record HostSettings(List<String> serveWords, Duration answer, Duration idle, Backoff rest) {
    public static final HostSettings USUAL = new HostSettings(
            List.of(),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), 1));

    public HostSettings {
        serveWords = List.copyOf(serveWords);
        for (String word : serveWords) {
            if (!word.matches("[A-Za-z0-9/._=,-]+")) {
                throw new IllegalArgumentException(
                        "expected a word of A-Z a-z 0-9 / . _ = , -, found \"" + word + "\"");
            }
        }
    }
}
