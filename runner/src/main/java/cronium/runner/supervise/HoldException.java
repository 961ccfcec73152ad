package cronium.runner.supervise;

import java.io.IOException;

/** The host refused a step of holding a script. Nothing of the script ran. */
public final class HoldException extends IOException {
    HoldException(IOException cause) {
        super("the host refused to hold the script: " + cause.getMessage(), cause);
    }
}
