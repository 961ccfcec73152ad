package cronium.server.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A runner that was registered from the store of runners.
 *
 * @param platform such as {@code linux/amd64}
 * @param sha256 of the file, 64 hexadecimal digits
 * @param signature base64, as it stands beside the file
 * @param retiredAt since when it is not put on hosts any more
 */
public record RunnerBinary(
        String platform,
        String version,
        String sha256,
        long size,
        String signature,
        Instant registeredAt,
        Optional<Instant> retiredAt) {
    public boolean isActive() {
        return retiredAt.isEmpty();
    }
}
