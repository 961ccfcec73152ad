package cronium.dispatch.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the key that a host shows, by the entries that the library read, and remembers why. The library asks during the key
 * exchange, before anything of ours is sent.
 */
final class HostKeyCheck implements HostKeyRepository {
    private static final String AUTHORITY = "@cert-authority";

    private final HostKeyRepository entries;
    private final HostSpec host;
    private final KnownHosts known;
    private final Runnable accepted;
    private volatile Optional<SshFailure> refusal = Optional.empty();

    HostKeyCheck(HostKeyRepository entries, HostSpec host, KnownHosts known, Runnable accepted) {
        this.entries = entries;
        this.host = host;
        this.known = known;
        this.accepted = accepted;
    }

    Optional<SshFailure> refusal() {
        return refusal;
    }

    @Override
    public int check(String name, byte[] key) {
        String found = Base64.getEncoder().encodeToString(key);
        List<HostKey> ofHost = ofHost();
        List<HostKey> usable =
                ofHost.stream().filter(each -> each.getMarker().isEmpty()).toList();
        if (ofHost.stream()
                .anyMatch(each ->
                        each.getMarker().equals("@revoked") && each.getKey().equals(found))) {
            return refuse(
                    SshFailure.Kind.KEY_REVOKED,
                    "expected a host key that is not revoked, found " + shown(key) + ", which is, in " + known.names());
        }
        if (usable.stream().anyMatch(each -> each.getKey().equals(found))) {
            return accept();
        }
        String type = PublicKeyLine.type(key).orElse("unknown");
        List<HostKey> sameType =
                usable.stream().filter(each -> each.getType().equals(type)).toList();
        if (!sameType.isEmpty()) {
            return refuse(
                    SshFailure.Kind.KEY_CHANGED,
                    "expected the host key " + shown(sameType) + ", found " + shown(key)
                            + ": somebody may stand in between, or the host was set up anew. If so, and only then, remove "
                            + host.knownAs() + " from " + known.names() + " (ssh-keygen -R)");
        }
        if (!usable.isEmpty()) {
            return refuse(
                    SshFailure.Kind.KEY_OF_OTHER_TYPE,
                    "expected the host key " + shown(usable) + ", found only one of another type, " + shown(key)
                            + ": if the host's own ssh-keygen -l shows it, add it to " + known.names());
        }
        if (known.trustsOnFirstUse()) {
            return recorded(type, found);
        }
        return refuse(
                SshFailure.Kind.KEY_UNKNOWN,
                "expected a host key for " + host.knownAs() + " in " + known.names() + ", found none; the host shows "
                        + shown(key) + ": compare it with ssh-keygen -l on the host, then add it");
    }

    private List<HostKey> ofHost() {
        return of(host.knownAs());
    }

    /** Hashed names are the library's to compare, the others may be patterns. */
    private List<HostKey> of(String name) {
        List<HostKey> byName = List.of(entries.getHostKey(name, null));
        return Arrays.stream(entries.getHostKey())
                .filter(each -> each.getHost().startsWith("|1|")
                        ? byName.contains(each)
                        : HostPatterns.match(each.getHost(), name))
                .toList();
    }

    /** Whether an authority is known that signs the keys of this host. */
    boolean hasAuthority() {
        return Arrays.stream(getHostKey()).anyMatch(each -> each.getMarker().equals(AUTHORITY));
    }

    /** Whether a key is known that this host may show without a certificate. */
    boolean hasKey() {
        return ofHost().stream().anyMatch(each -> each.getMarker().isEmpty());
    }

    private int accept() {
        refusal = Optional.empty();
        accepted.run();
        return OK;
    }

    private int refuse(SshFailure.Kind kind, String message) {
        refusal = Optional.of(new SshFailure(host, kind, Step.KEY_EXCHANGE, message));
        return NOT_INCLUDED;
    }

    private int recorded(String type, String key) {
        try {
            if (known.recordUnlessAnother(host.knownAs(), type, key)) {
                return accept();
            }
            return refuse(
                    SshFailure.Kind.KEY_CHANGED,
                    "expected the host key that another connection recorded just now in " + known.names() + ", found "
                            + shown(Base64.getDecoder().decode(key)) + ": somebody may stand in between");
        } catch (IOException e) {
            return refuse(
                    SshFailure.Kind.KNOWN_HOSTS_UNREADABLE,
                    "expected to record the host key in " + known.names() + ", found " + e);
        }
    }

    private static String shown(List<HostKey> keys) {
        return keys.stream()
                .map(each -> shown(Base64.getDecoder().decode(each.getKey())))
                .collect(Collectors.joining(" or "));
    }

    /** As {@code ssh-keygen -l} shows it. */
    private static String shown(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return PublicKeyLine.type(key).orElse("unknown") + " SHA256:"
                    + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The library would write to its file: what is recorded here is recorded already. */
    @Override
    public void add(HostKey key, @Nullable UserInfo user) {}

    @Override
    public void remove(String name, @Nullable String type) {
        throw new UnsupportedOperationException("host keys are removed by people");
    }

    @Override
    public void remove(String name, @Nullable String type, byte @Nullable [] key) {
        throw new UnsupportedOperationException("host keys are removed by people");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return known.names();
    }

    /**
     * What the library decides about certificates by: authorities and revoked keys of this host, under the name that it looks for. As in
     * ssh(1) an authority for a host is one for all its ports.
     */
    @Override
    public HostKey[] getHostKey() {
        Stream<HostKey> marked = Stream.concat(ofHost().stream(), of(host.certifiedAs()).stream())
                .filter(each -> !each.getMarker().isEmpty());
        return marked.map(this::underOwnName).toArray(HostKey[]::new);
    }

    private HostKey underOwnName(HostKey entry) {
        try {
            return new HostKey(
                    entry.getMarker(),
                    host.knownAs(),
                    HostKey.GUESS,
                    Base64.getDecoder().decode(entry.getKey()),
                    entry.getComment());
        } catch (JSchException e) {
            throw new IllegalStateException("the library read this key itself", e);
        }
    }

    @Override
    public HostKey[] getHostKey(@Nullable String name, @Nullable String type) {
        return entries.getHostKey(name, type);
    }

    /** Of a text in known_hosts form. */
    static HostKeyRepository entries(com.jcraft.jsch.JSch library, byte[] text) throws JSchException {
        library.setKnownHosts(new java.io.ByteArrayInputStream(text));
        return library.getHostKeyRepository();
    }
}
