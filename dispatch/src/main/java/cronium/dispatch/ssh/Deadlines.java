package cronium.dispatch.ssh;

import java.time.Duration;

/**
 * How long each step may take.
 *
 * @param keepAlive after so much silence the host is asked whether it is there; three times, then the connection is lost
 */
public record Deadlines(
        Duration connect,
        Duration greeting,
        Duration keyExchange,
        Duration authenticate,
        Duration channel,
        Duration keepAlive) {
    public static final Deadlines USUAL = new Deadlines(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15));

    public Deadlines {
        for (Duration each : new Duration[] {connect, greeting, keyExchange, authenticate, channel, keepAlive}) {
            if (each.toMillis() < 1 || each.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("expected a limit of 1 ms to 1 day, found " + each);
            }
        }
    }

    Duration of(Step step) {
        return switch (step) {
            case CONNECT -> connect;
            case GREETING -> greeting;
            case KEY_EXCHANGE -> keyExchange;
            case AUTHENTICATE -> authenticate;
            case CHANNEL -> channel;
            case USE -> keepAlive.multipliedBy(4);
        };
    }
}
