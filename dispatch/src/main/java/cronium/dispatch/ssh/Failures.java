package cronium.dispatch.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchInvalidHostCertificateException;
import com.jcraft.jsch.JSchUnknownCAKeyException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;

/** What the library throws, told apart. */
final class Failures {
    private Failures() {}

    static SshFailure ofConnecting(
            HostSpec host, Watch watch, Deadlines deadlines, Optional<SshFailure> refusal, JSchException e) {
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Step step = watch.step();
        String text = String.valueOf(e.getMessage());
        if (watch.isExpired() || caused(e, java.net.SocketTimeoutException.class)) {
            return new SshFailure(
                    host,
                    SshFailure.Kind.TIMED_OUT,
                    step,
                    "expected an end of " + step + " within "
                            + deadlines.of(step).toMillis() + " ms, found none: is the host up, and may it be reached?",
                    e);
        }
        if (caused(e, UnknownHostException.class)) {
            return new SshFailure(
                    host,
                    SshFailure.Kind.NAME_NOT_RESOLVED,
                    step,
                    "expected an address for " + host.host() + ", found none: check the name, or give an address",
                    e);
        }
        if (e instanceof JSchUnknownCAKeyException || e instanceof JSchInvalidHostCertificateException) {
            return new SshFailure(
                    host,
                    SshFailure.Kind.HOST_CERTIFICATE_REFUSED,
                    step,
                    "expected a host certificate of an authority in known_hosts (@cert-authority), found: " + text,
                    e);
        }
        if (e instanceof JSchAlgoNegoFailException) {
            return new SshFailure(
                    host,
                    SshFailure.Kind.NO_COMMON_ALGORITHM,
                    step,
                    "expected one common algorithm, found: " + text,
                    e);
        }
        return switch (step) {
            case CONNECT -> ofFirstStep(host, e, text);
            case GREETING ->
                new SshFailure(
                        host,
                        SshFailure.Kind.NOT_SSH,
                        step,
                        "expected the greeting of an SSH server, found: " + text
                                + ": check the port, and whether sshd takes connections",
                        e);
            case AUTHENTICATE -> ofLoggingIn(host, e, text);
            case KEY_EXCHANGE, CHANNEL, USE ->
                new SshFailure(
                        host,
                        SshFailure.Kind.CONNECTION_LOST,
                        step,
                        "expected an end of " + step + ", found: " + text,
                        e);
        };
    }

    private static SshFailure ofFirstStep(HostSpec host, JSchException e, String text) {
        boolean refused = caused(e, ConnectException.class) && text.contains("refused");
        boolean throughJump = host.jump().isPresent();
        return new SshFailure(
                host,
                refused ? SshFailure.Kind.REFUSED : SshFailure.Kind.UNREACHABLE,
                Step.CONNECT,
                "expected sshd at " + host.host() + " port " + host.port()
                        + (throughJump ? " behind the jump host" : "")
                        + ", found: " + text
                        + (refused
                                ? ": is sshd running there, on this port?"
                                : ": is the network up, is there a route?"),
                e);
    }

    private static SshFailure ofLoggingIn(HostSpec host, JSchException e, String text) {
        boolean refused = text.startsWith("Auth fail")
                || text.startsWith("Auth cancel")
                || text.contains("Too many authentication");
        return new SshFailure(
                host,
                refused ? SshFailure.Kind.AUTHENTICATION_REFUSED : SshFailure.Kind.CONNECTION_LOST,
                Step.AUTHENTICATE,
                refused
                        ? "expected one of the keys " + host.identities()
                                + host.agent()
                                        .map(agent -> " or of the agent at " + agent)
                                        .orElse("")
                                + " to be let in, found all refused: is its public key in authorized_keys of "
                                + host.user() + "?"
                        : "expected to log in, found: " + text,
                e);
    }

    static boolean caused(Throwable thrown, Class<? extends Throwable> type) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < 10; depth++) {
            if (type.isInstance(each)) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }
}
