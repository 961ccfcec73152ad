package cronium.dispatch.install;

/**
 * A runner that answers on a host.
 *
 * @param sha256 64 hexadecimal digits
 * @param path absolute
 * @param command starts it in any login shell; words for the runner go behind it
 * @param uploadedBytes how many had to be sent
 */
public record InstalledRunner(String platform, String sha256, String path, String command, long uploadedBytes) {}
