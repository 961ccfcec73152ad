package cronium.payload.manifest;

import java.util.List;
import java.util.TreeSet;

/** What of the network a script may use. */
public sealed interface Network {

    /** All that the user may. */
    record Host() implements Network {}

    /** Nothing. */
    record None() implements Network {}

    /**
     * TCP connections to these ports of any address, and nothing else.
     *
     * @param ports 1 to 65535, at least one; kept sorted and once each
     */
    record TcpConnect(List<Integer> ports) implements Network {
        /** @throws IllegalArgumentException if there is no port or one is out of range */
        public TcpConnect {
            ports = List.copyOf(new TreeSet<>(ports));
            if (ports.isEmpty()) {
                throw new IllegalArgumentException("expected at least one port, found none");
            }
            if (ports.getFirst() < 1 || ports.getLast() > MAX_PORT) {
                throw new IllegalArgumentException("expected ports from 1 to " + MAX_PORT + ", found " + ports);
            }
        }
    }

    int MAX_PORT = 65535;

    /** What both allow. */
    default Network narrowed(Network other) {
        if (this instanceof None || other instanceof Host) {
            return this;
        }
        if (this instanceof TcpConnect(List<Integer> mine) && other instanceof TcpConnect(List<Integer> theirs)) {
            List<Integer> both = mine.stream().filter(theirs::contains).toList();
            return both.isEmpty() ? new None() : new TcpConnect(both);
        }
        return other;
    }
}
