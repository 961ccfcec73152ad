package cronium.runner.supervise;

import cronium.runner.linux.Errno;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.ResourceLimit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A mark that a script hands on to all its descendants and that an ordinary user cannot take off upwards: two resource
 * limits nobody needs are lowered by a number made from the process id. As long as the script's process or a descendant
 * with the mark lives on one boot, no other script gets the same by accident.
 *
 * @param pendingSignals RLIMIT_SIGPENDING
 * @param messageQueues RLIMIT_MSGQUEUE
 */
public record Tag(long pendingSignals, long messageQueues) {
    /** Two digits to this base hold every process id, which is under 2^22. */
    private static final int BASE = 1 << 11;

    private static final long DEFAULT_PENDING_SIGNALS = 1 << 16;
    private static final long DEFAULT_MESSAGE_QUEUES = 819_200;

    /** The mark for the script with that process id. */
    static Tag of(int pid) throws LinuxException {
        return new Tag(
                base(ResourceLimit.PENDING_SIGNALS.hard(), DEFAULT_PENDING_SIGNALS) - pid % BASE,
                base(ResourceLimit.MESSAGE_QUEUES.hard(), DEFAULT_MESSAGE_QUEUES) - pid / BASE);
    }

    private static long base(long hard, long ifNone) throws LinuxException {
        if (hard != ResourceLimit.UNLIMITED && hard <= BASE) {
            throw new LinuxException("prlimit64", Errno.EINVAL);
        }
        return hard == ResourceLimit.UNLIMITED ? ifNone : Math.min(hard, ifNone);
    }

    void putOn(int pid) throws LinuxException {
        ResourceLimit.PENDING_SIGNALS.lower(pid, pendingSignals);
        ResourceLimit.MESSAGE_QUEUES.lower(pid, messageQueues);
    }

    /** Whether that process carries it. */
    public boolean isOn(ProcessTable.Entry process) {
        return on(process).equals(Optional.of(this));
    }

    /** What that process carries, be it a mark of a runner or what everybody has; also if it has ended and is not reaped. */
    static Optional<Tag> on(ProcessTable.Entry process) {
        OptionalLong signals = ProcessTable.hardLimit(process, "Max pending signals");
        OptionalLong queues = ProcessTable.hardLimit(process, "Max msgqueue size");
        return signals.isPresent() && queues.isPresent()
                ? Optional.of(new Tag(signals.getAsLong(), queues.getAsLong()))
                : Optional.empty();
    }
}
