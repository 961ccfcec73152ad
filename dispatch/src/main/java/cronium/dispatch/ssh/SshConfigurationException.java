package cronium.dispatch.ssh;

/** A configuration says something that cannot be, or that is not known here. The message names the file, the line and the keyword. */
public final class SshConfigurationException extends Exception {
    SshConfigurationException(String message) {
        super(message);
    }
}
