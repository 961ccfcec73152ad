package cronium.dispatch.install;

import java.util.Optional;

/**
 * A runner that answers on a host.
 *
 * @param sha256 64 hexadecimal digits; empty if the host decides which runner there is
 * @param path absolute; what is known of it if the host decides
 * @param command starts it in any login shell; words for the runner go behind it
 * @param uploadedBytes how many had to be sent
 */
public record InstalledRunner(Optional<String> sha256, String path, String command, long uploadedBytes) {
    /** Whoever logs in gets the runner and nothing else: {@code command="cronium-runner serve"} in authorized_keys, sshd(8). */
    static InstalledRunner forced() {
        return new InstalledRunner(Optional.empty(), "the forced command of the key", "cronium-runner", 0);
    }
}
