package cronium.server.execute;

import java.io.IOException;

/** What stands in a journal is no output: reading on would guess. */
final class DamagedJournalException extends IOException {
    DamagedJournalException(String message) {
        super(message);
    }
}
