package cronium.cli.event;

import java.io.IOException;
import java.util.List;

/** What was to become an event has faults; the message has one a line. */
public final class EventException extends IOException {
    EventException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
