package cronium.server.domain;

import java.util.Optional;

/**
 * Where an event's script is to run.
 *
 * @param text {@code local} for the machine of the control plane, a host's name, or {@code group:NAME}
 */
public record Target(String text) {
    public static final int MAX_LENGTH = 253;
    private static final String GROUP = "group:";

    /** The machine that the control plane runs on. */
    public static final Target LOCAL = new Target("local");

    /** @throws IllegalArgumentException with {@link #fault}'s sentence */
    public Target {
        Names.check(name(text), MAX_LENGTH);
    }

    /** Why the text is no target, with expected and found; empty if it is one. */
    public static Optional<String> fault(String text) {
        return Names.fault(name(text), MAX_LENGTH)
                .map(fault -> "expected local, a host's name or group:NAME; " + fault);
    }

    private static String name(String text) {
        return text.startsWith(GROUP) ? text.substring(GROUP.length()) : text;
    }

    /** The group, if it is one. One whose name is longer than names of groups are is none that there can be. */
    public Optional<GroupName> group() {
        return isGroup() && GroupName.fault(name(text)).isEmpty()
                ? Optional.of(new GroupName(name(text)))
                : Optional.empty();
    }

    /** Whether it stands for several hosts. */
    public boolean isGroup() {
        return text.startsWith(GROUP);
    }

    public boolean isLocal() {
        return equals(LOCAL);
    }

    @Override
    public String toString() {
        return text;
    }
}
