package cronium.dispatch.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.SSHAgentConnector;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Vector;

/**
 * The keys to log in with, in the order in which they are tried: open from when a connection is begun until it is logged in. One
 * connection's.
 */
final class Identities implements IdentityRepository, AutoCloseable {
    private final List<Identity> all = new ArrayList<>();
    private final List<UserCertificate> certificates = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Identity> own = new ArrayList<>();
    private final Runnable asked;

    private Identities(Runnable asked) {
        this.asked = asked;
    }

    /**
     * Opens what a host's login names.
     *
     * @param asked is run when the library begins to log in
     * @throws SshFailure when something of it cannot be used
     */
    static Identities open(JSch library, HostSpec host, KeySecrets secrets, Runnable asked) throws SshFailure {
        Identities identities = new Identities(asked);
        boolean isDone = false;
        try {
            identities.fill(new KeyLoading(library, host, secrets), host.login());
            isDone = true;
            return identities;
        } finally {
            if (!isDone) {
                identities.close();
            }
        }
    }

    private void fill(KeyLoading loading, Login login) throws SshFailure {
        List<Identity> agents =
                login.agent().isPresent() ? ofAgent(loading, login.agent().get()) : List.of();
        List<NamedCertificate> lines = new ArrayList<>();
        for (Path file : login.certificates()) {
            lines.add(new NamedCertificate(file.toString(), loading.line(file, "a certificate")));
        }
        List<Identity> named = new ArrayList<>();
        for (LoginKey each : login.keys()) {
            KeyLoading.Found found = loading.read(each);
            found.certificate()
                    .ifPresent(line -> lines.add(new NamedCertificate("the certificate of " + found.name(), line)));
            found.key().ifPresent(key -> own.add(new OwnIdentity(found.name(), key)));
            if (found.key().isPresent()) {
                names.add(found.name());
                continue;
            }
            Optional<Identity> inAgent = agents.stream()
                    .filter(identity -> found.publicKey()
                            .filter(key -> Arrays.equals(key, identity.getPublicKeyBlob()))
                            .isPresent())
                    .findFirst();
            named.add(inAgent.orElseThrow(() -> missing(loading, found)));
            names.add(found.name() + " in the agent");
        }
        login.agent()
                .ifPresent(socket -> names.add(
                        "those of the agent at " + socket + (agents.isEmpty() ? ", which has none or is locked" : "")));
        List<Identity> keys = new ArrayList<>(named);
        keys.addAll(own);
        agents.stream()
                .filter(identity -> !login.isOnlyThese() || isOf(identity, own))
                .filter(identity -> !named.contains(identity))
                .forEach(keys::add);
        certified(loading, keys, lines);
        all.addAll(keys);
    }

    /** A certificate as it stands somewhere. */
    private record NamedCertificate(String place, String line) {}

    private static boolean isOf(Identity identity, List<Identity> others) {
        return others.stream().anyMatch(other -> Arrays.equals(other.getPublicKeyBlob(), identity.getPublicKeyBlob()));
    }

    private static SshFailure missing(KeyLoading loading, KeyLoading.Found found) {
        return found.isShut()
                ? loading.failure(
                        SshFailure.Kind.IDENTITY_ENCRYPTED,
                        "expected a passphrase for the key in " + found.name()
                                + ", found none: name the secret that has it, or put the key into an agent")
                : loading.failure(
                        SshFailure.Kind.IDENTITY_UNREADABLE,
                        "expected a private key in " + found.name()
                                + ", found a public one, whose private half is in no agent");
    }

    /** With a certificate first: a host that takes those need not take the key as such. */
    private void certified(KeyLoading loading, List<Identity> keys, List<NamedCertificate> lines) throws SshFailure {
        for (NamedCertificate each : lines) {
            byte[] bytes = PublicKeyLine.bytes(each.line())
                    .orElseThrow(() -> loading.failure(
                            SshFailure.Kind.IDENTITY_UNREADABLE,
                            "expected a certificate in " + each.place() + ", found something else"));
            boolean isUsed = false;
            for (Identity key : keys) {
                Optional<UserCertificate> certificate = certificate(loading, each.place(), bytes, key);
                if (certificate.isPresent()) {
                    all.add(new CertifiedIdentity(key, certificate.get()));
                    certificates.add(certificate.get());
                    isUsed = true;
                    break;
                }
            }
            if (!isUsed) {
                throw loading.failure(
                        SshFailure.Kind.IDENTITY_UNREADABLE,
                        "expected a certificate of one of the keys " + names + " in " + each.place()
                                + ", found that of another key");
            }
        }
    }

    private static Optional<UserCertificate> certificate(KeyLoading loading, String place, byte[] bytes, Identity key)
            throws SshFailure {
        try {
            byte[] publicKey = key.getPublicKeyBlob();
            return publicKey == null ? Optional.empty() : UserCertificate.of(place, bytes, publicKey);
        } catch (IllegalArgumentException e) {
            throw loading.failure(SshFailure.Kind.IDENTITY_UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private static List<Identity> ofAgent(KeyLoading loading, Path socket) throws SshFailure {
        try {
            AgentIdentityRepository agent = new AgentIdentityRepository(new SSHAgentConnector(socket));
            if (agent.getStatus() == RUNNING) {
                return List.copyOf(agent.getIdentities());
            }
        } catch (AgentProxyException e) {
            // As one that does not answer.
        }
        throw loading.failure(
                SshFailure.Kind.AGENT_UNREACHABLE,
                "expected an agent at " + socket + ", found none that answers: does it run, and as whom?");
    }

    /** What was tried, for people. */
    String tried() {
        return names + (certificates.isEmpty() ? "" : " with " + certificates);
    }

    /** One that is not valid at that time, if there is one. */
    Optional<UserCertificate> notValidAt(Instant time) {
        return certificates.stream().filter(each -> !each.isValidAt(time)).findFirst();
    }

    @Override
    public String getName() {
        return "cronium";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public Vector<Identity> getIdentities() {
        asked.run();
        return new Vector<>(all);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] identity) {
        return false;
    }

    @Override
    public void removeAll() {
        throw new UnsupportedOperationException("keys are not the library's to remove");
    }

    /** Overwrites the keys that were opened here. */
    @Override
    public void close() {
        own.forEach(Identity::clear);
    }
}
