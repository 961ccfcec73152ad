package cronium.cli.remote;

import java.util.Optional;

/** One event of a stream of them. */
record ServerEvent(Optional<String> id, String name, String data) {}
