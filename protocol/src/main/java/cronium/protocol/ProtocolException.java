package cronium.protocol;

import java.io.IOException;

/** The other side does not speak this protocol as documented. The connection cannot be used any more. */
public final class ProtocolException extends IOException {
    private final ProtocolFault fault;

    ProtocolException(ProtocolFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public ProtocolFault fault() {
        return fault;
    }
}
