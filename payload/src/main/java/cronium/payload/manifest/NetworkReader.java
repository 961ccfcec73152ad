package cronium.payload.manifest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The rules of {@code sandbox.network}: {@code host}, {@code none} or {@code tcp-connect: [ports]}. */
final class NetworkReader {
    static final String TCP_CONNECT = "tcp-connect";
    private static final List<String> NAMES = List.of("host", "none", TCP_CONNECT);

    private NetworkReader() {}

    static Optional<Network> read(Field network) {
        if (network.node() instanceof YamlNode.Mapping) {
            return network.fields(List.of(TCP_CONNECT))
                    .required(TCP_CONNECT, "a list of ports")
                    .flatMap(NetworkReader::tcpConnect);
        }
        if (!(network.node() instanceof YamlNode.Scalar scalar)) {
            network.refuse("expected host, none or tcp-connect: [ports], found "
                    + network.node().kind());
            return Optional.empty();
        }
        return switch (scalar.text()) {
            case "host" -> Optional.of(new Network.Host());
            case "none" -> Optional.of(new Network.None());
            default -> {
                network.refuse("expected host, none or tcp-connect: [ports], found " + Excerpt.quoted(scalar.text())
                        + NearestName.hint(scalar.text(), NAMES));
                yield Optional.empty();
            }
        };
    }

    private static Optional<Network> tcpConnect(Field field) {
        TreeSet<Integer> ports = new TreeSet<>();
        List<Field> items = field.items();
        for (Field item : items) {
            Optional<String> text = item.text();
            OptionalLong port = text.isPresent() ? WholeNumber.ofDigits(text.get()) : OptionalLong.empty();
            if (port.isPresent() && port.getAsLong() >= 1 && port.getAsLong() <= Network.MAX_PORT) {
                ports.add((int) port.getAsLong());
            } else if (text.isPresent()) {
                item.refuse("expected a port from 1 to " + Network.MAX_PORT + ", found " + Excerpt.quoted(text.get()));
            }
        }
        if (items.isEmpty() && field.node() instanceof YamlNode.Sequence) {
            field.refuse("expected at least one port, found none; for no network at all write 'network: none'");
        }
        return ports.isEmpty() ? Optional.empty() : Optional.of(new Network.TcpConnect(List.copyOf(ports)));
    }
}
