package cronium.dispatch.ssh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a configuration says of one host, ssh_config(5): of each keyword the first line counts, of some all. One thread's. */
final class ConfiguredHost {
    private static final Set<String> KNOWN =
            Set.of("hostname", "user", "port", "identityagent", "identitiesonly", "hostkeyalias", "proxyjump");
    private static final Set<String> MANY = Set.of("identityfile", "certificatefile");
    /** What would change how a host is reached or logged in on, with the values that say that it does not. */
    private static final Map<String, Set<String>> UNKNOWN = Map.of(
            "proxycommand", Set.of("none"),
            "canonicalizehostname", Set.of("no"),
            "pkcs11provider", Set.of("none"));

    private final String alias;
    private final Optional<String> givenUser;
    private final String usualUser;
    private final Map<String, ConfigurationLine> first = new HashMap<>();
    private final Map<String, List<ConfigurationLine>> all = new HashMap<>();

    private ConfiguredHost(String alias, Optional<String> givenUser, String usualUser) {
        this.alias = alias;
        this.givenUser = givenUser;
        this.usualUser = usualUser;
    }

    static ConfiguredHost of(List<ConfigurationPart> parts, String alias, Optional<String> givenUser, String usualUser)
            throws SshConfigurationException {
        ConfiguredHost host = new ConfiguredHost(alias, givenUser, usualUser);
        host.take(parts, true);
        return host;
    }

    Optional<ConfigurationLine> line(String key) {
        return Optional.ofNullable(first.get(key));
    }

    List<ConfigurationLine> lines(String key) {
        return all.getOrDefault(key, List.of());
    }

    /** The value, if the line is there and is not {@code none}. */
    Optional<String> value(String key) throws SshConfigurationException {
        Optional<ConfigurationLine> line = line(key);
        return line.isEmpty()
                ? Optional.empty()
                : Optional.of(line.get().argument()).filter(text -> !text.equalsIgnoreCase("none"));
    }

    private void take(List<ConfigurationPart> parts, boolean isHere) throws SshConfigurationException {
        boolean holds = isHere;
        for (ConfigurationPart part : parts) {
            switch (part) {
                case ConfigurationPart.Included(List<List<ConfigurationPart>> files) -> {
                    for (List<ConfigurationPart> file : files) {
                        take(file, holds);
                    }
                }
                case ConfigurationLine line
                when line.key().equals("host") ->
                    holds = isHere && HostPatterns.match(String.join(",", line.arguments()), alias);
                case ConfigurationLine line when line.key().equals("match") -> holds = isHere && matches(line);
                case ConfigurationLine line -> {
                    if (holds) {
                        take(line);
                    }
                }
            }
        }
    }

    private void take(ConfigurationLine line) throws SshConfigurationException {
        String key = line.key();
        if (MANY.contains(key)) {
            all.computeIfAbsent(key, ignored -> new ArrayList<>()).add(line);
        } else if (KNOWN.contains(key)) {
            first.putIfAbsent(key, line);
        } else if (UNKNOWN.containsKey(key)) {
            boolean isOff =
                    UNKNOWN.get(key).contains(line.arguments().getFirst().toLowerCase(Locale.ROOT));
            // Of ProxyJump and ProxyCommand the one that comes first counts.
            if (!isOff && !(key.equals("proxycommand") && first.containsKey("proxyjump"))) {
                throw line.fault("expected a keyword that is known here, found one that is not, for " + alias
                        + ": see operations.md for those that are");
            }
        }
    }

    /** One after the other, and none after one that does not hold. */
    private boolean matches(ConfigurationLine line) throws SshConfigurationException {
        Iterator<String> words = line.arguments().iterator();
        while (words.hasNext()) {
            String word = words.next();
            boolean isNegated = word.startsWith("!");
            String criterion = word.substring(isNegated ? 1 : 0).toLowerCase(Locale.ROOT);
            if (criterion.equals("all")) {
                if (line.arguments().size() != 1 || isNegated) {
                    throw line.fault("expected all alone, found " + String.join(" ", line.arguments()));
                }
                return true;
            }
            Optional<String> subject = subject(criterion);
            if (subject.isEmpty()) {
                throw line.fault("expected all, host, originalhost or user, found " + word);
            }
            if (!words.hasNext()) {
                throw line.fault("expected patterns after " + criterion + ", found none");
            }
            if (HostPatterns.match(words.next(), subject.get()) == isNegated) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> subject(String criterion) throws SshConfigurationException {
        return switch (criterion) {
            case "host" -> Optional.of(value("hostname").orElse("%h").replace("%h", alias));
            case "originalhost" -> Optional.of(alias);
            case "user" -> Optional.of(givenUser.or(this::configuredUser).orElse(usualUser));
            default -> Optional.empty();
        };
    }

    private Optional<String> configuredUser() {
        return line("user").map(line -> line.arguments().getFirst());
    }
}
