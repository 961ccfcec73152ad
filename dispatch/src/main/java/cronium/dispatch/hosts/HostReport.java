package cronium.dispatch.hosts;

import java.time.Duration;
import java.util.Optional;

/**
 * What a host was found to be.
 *
 * @param platform such as {@code linux-amd64}
 * @param runner the runner's path on the host
 * @param runnerSha256 64 hexadecimal digits; empty if the host decides which runner there is
 * @param uploadedBytes how many had to be sent to have it there
 * @param software what the runner says that it is
 * @param roundTrip of a question and its answer over the connection that is there now
 */
public record HostReport(
        String platform,
        String runner,
        Optional<String> runnerSha256,
        long uploadedBytes,
        String software,
        Duration roundTrip) {}
