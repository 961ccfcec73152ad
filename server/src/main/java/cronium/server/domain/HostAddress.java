package cronium.server.domain;

import cronium.payload.manifest.Excerpt;
import java.net.Inet6Address;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Where a host is, as {@code [USER@]HOST[:PORT]}. Nothing in it can be taken for an option of a program, nor begins a second line.
 *
 * @param user empty where the configuration of SSH says who
 * @param host a name, an IPv4 address, an IPv6 address without its brackets, or what the configuration of SSH calls it
 * @param port empty where the configuration of SSH says which; 1 to {@value #MAX_PORT}
 */
public record HostAddress(Optional<String> user, String host, OptionalInt port) {
    public static final int MAX_LENGTH = 500;
    public static final int MAX_PORT = 65_535;
    private static final int MAX_USER = 100;
    private static final int MAX_HOST = 253;
    private static final int MAX_PORT_DIGITS = 5;
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.+$@\\\\-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9._-]+");

    /** @throws IllegalArgumentException if a part is none of its kind */
    public HostAddress {
        Optional<String> fault = fault(user, host, port);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
    }

    /** Why the text is no such address, with expected and found; empty if it is one. */
    public static Optional<String> fault(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.of("expected at most " + MAX_LENGTH + " characters, found " + text.length());
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            return Optional.of(
                    "expected [USER@]HOST[:PORT] in visible ASCII characters, found " + Excerpt.quoted(text));
        }
        Parts parts = Parts.of(text);
        if (parts.user.isEmpty() && text.startsWith("@")) {
            return Optional.of("expected a user before the @, or no @, found " + Excerpt.quoted(text));
        }
        if (!parts.isBracketed && parts.host.indexOf(':') >= 0) {
            return Optional.of("expected an IPv6 address in brackets, such as [2001:db8::1]:22, found "
                    + Excerpt.quoted(parts.host));
        }
        if (parts.isBracketed && parts.host.indexOf(':') < 0) {
            return Optional.of("expected brackets around nothing but an IPv6 address, such as [2001:db8::1]:22, found "
                    + Excerpt.quoted(text));
        }
        if (parts.port.isPresent() && number(parts.port.get()).isEmpty()) {
            return Optional.of("expected a port from 1 to " + MAX_PORT + ", found " + Excerpt.quoted(parts.port.get()));
        }
        return fault(parts.user, parts.host, OptionalInt.empty());
    }

    /**
     * An address of its text.
     *
     * @throws IllegalArgumentException with {@link #fault(String)}'s sentence
     */
    public static HostAddress parse(String text) {
        Optional<String> fault = fault(text);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
        Parts parts = Parts.of(text);
        OptionalInt port = parts.port.isPresent() ? number(parts.port.get()) : OptionalInt.empty();
        return new HostAddress(parts.user, parts.host, port);
    }

    private static Optional<String> fault(Optional<String> user, String host, OptionalInt port) {
        Optional<String> wrongUser = user.filter(
                text -> text.length() > MAX_USER || !USER.matcher(text).matches());
        if (wrongUser.isPresent()) {
            return Optional.of("expected a user of up to " + MAX_USER
                    + " letters, digits, '_', '.', '-', '+', '$', '@' or '\\' that does not begin with '-', found "
                    + Excerpt.quoted(wrongUser.get()));
        }
        if (host.indexOf(':') >= 0
                ? !isIpv6(host)
                : host.length() > MAX_HOST || !NAME.matcher(host).matches()) {
            return Optional.of("expected [USER@]HOST[:PORT] with a host's name, IPv4 address or [IPv6 address], found "
                    + Excerpt.quoted(host));
        }
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > MAX_PORT)) {
            return Optional.of("expected a port from 1 to " + MAX_PORT + ", found " + port.getAsInt());
        }
        return Optional.empty();
    }

    /** A zone, such as {@code %eth0}, is of the machine that connects, and need not be one of this. */
    private static boolean isIpv6(String text) {
        int percent = text.indexOf('%');
        String address = percent < 0 ? text : text.substring(0, percent);
        if (percent >= 0 && !ZONE.matcher(text.substring(percent + 1)).matches()) {
            return false;
        }
        try {
            // Of a literal alone: nothing is looked up.
            Inet6Address.ofLiteral(address);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static OptionalInt number(String digits) {
        if (digits.isEmpty()
                || digits.length() > MAX_PORT_DIGITS
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= MAX_PORT ? OptionalInt.of(port) : OptionalInt.empty();
    }

    private record Parts(Optional<String> user, String host, boolean isBracketed, Optional<String> port) {
        /** The last {@code @} ends the user: names of domains have one. */
        static Parts of(String text) {
            int at = text.lastIndexOf('@');
            Optional<String> user = at > 0 ? Optional.of(text.substring(0, at)) : Optional.empty();
            String rest = text.substring(at + 1);
            int end = rest.lastIndexOf(']');
            if (rest.startsWith("[") && end > 0 && (end == rest.length() - 1 || rest.charAt(end + 1) == ':')) {
                Optional<String> port =
                        end == rest.length() - 1 ? Optional.empty() : Optional.of(rest.substring(end + 2));
                return new Parts(user, rest.substring(1, end), true, port);
            }
            int colon = rest.indexOf(':');
            return colon >= 0 && colon == rest.lastIndexOf(':')
                    ? new Parts(user, rest.substring(0, colon), false, Optional.of(rest.substring(colon + 1)))
                    : new Parts(user, rest, false, Optional.empty());
        }
    }

    /** As it is read. */
    public String text() {
        StringBuilder text = new StringBuilder();
        user.ifPresent(name -> text.append(name).append('@'));
        text.append(host.indexOf(':') < 0 ? host : "[" + host + "]");
        port.ifPresent(number -> text.append(':').append(number));
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
