package cronium.runner.supervise;

import cronium.runner.linux.Descriptor;
import cronium.runner.linux.Errno;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.NativeBuffer;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Spawn;
import cronium.runner.linux.SpawnRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A process that outlives the runner by a moment, to see to it that the script does not. It reads from a pipe that only the
 * runner holds the other end of; when the kernel closes that, because the runner is gone, it acts.
 */
final class Guard implements AutoCloseable {
    /**
     * Waits for orders and for the end of them. {@code cgroup DIRECTORY} and {@code tag SIGNALS QUEUES PID} say how to find
     * the script's processes; {@code done} that there are none any more. Whoever forks faster than it is looked at is met by
     * killing whole process groups, which no fork slips through. Every loop is bounded.
     */
    private static final String WATCHDOG = """
            trap '' HUP INT TERM
            order= operand=
            while read -r word rest; do
              [ "$word" = done ] && exit 0
              order=$word operand=$rest
            done
            rounds=0
            case $order in
            cgroup)
              echo 1 >"$operand/cgroup.kill"
              while [ $rounds -lt 1000 ] && ! rmdir "$operand"; do
                rounds=$((rounds + 1))
                find "$operand" -mindepth 1 -depth -type d -exec rmdir {} \\;
                sleep 0.01
              done
              ;;
            tag)
              set -- $operand
              limits="^Max (pending signals +$1 +$1 |msgqueue size +$2 +$2 )" first=$3 missed=0
              while [ $rounds -lt 1000 ] && [ $missed -lt 2 ]; do
                rounds=$((rounds + 1)) missed=$((missed + 1)) groups=
                for found in $(grep -cE "$limits" /proc/[0-9]*/limits); do
                  case $found in *:2) ;; *) continue ;; esac
                  missed=0 pid=${found#/proc/} pid=${pid%/limits:2}
                  kill -KILL "$pid"
                  read -r stat <"/proc/$pid/stat" && set -- ${stat##*) } && groups="$groups $3"
                done
                [ $missed = 0 ] || groups=
                for group in ${groups:+$first} $groups; do
                  [ "$group" -gt 1 ] && kill -KILL "-$group"
                done
              done
              ;;
            esac
            """;

    /**
     * The first process of a namespace: it adopts and reaps orphans, and when it ends the kernel kills all others there. The
     * pipe is read by {@code cat}, because a shell reaps in {@code wait} only.
     */
    private static final String HOLDER = """
            trap '' HUP INT TERM
            exec 3<&0
            [ "$1" = no ] || mount -t proc proc /proc || exit 1
            cat <&3 >/dev/null &
            echo ready
            rounds=0
            until wait $! || [ $rounds -gt 100 ]; do
              rounds=$((rounds + 1))
              cat <&3 >/dev/null &
            done
            """;

    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final int pid;
    private final Descriptor orders;
    private final Set<ProcessTable.Entry> helpers = new HashSet<>();
    private volatile boolean over;
    private boolean open = true;

    private Guard(int pid, Descriptor orders) {
        this.pid = pid;
        this.orders = orders;
    }

    /** Starts one that is outside of what the script is held in. */
    static Guard watchdog() throws LinuxException {
        return start(WATCHDOG, "no", false);
    }

    /**
     * Starts the first process of the namespace that the calling thread is to start processes in.
     *
     * @param ownProc whether {@code /proc} of the thread's mounts is to show only that namespace
     */
    static Guard holder(boolean ownProc) throws LinuxException {
        return start(HOLDER, ownProc ? "yes" : "no", true);
    }

    private static Guard start(String script, String argument, boolean saysReady) throws LinuxException {
        Descriptor.Pipe pipe = Descriptor.pipe();
        Descriptor.Pipe answer = Descriptor.pipe();
        try (Descriptor nothing = Descriptor.openForWriting("/dev/null")) {
            int pid = Spawn.start(new SpawnRequest(
                    "/bin/sh",
                    List.of("sh", "-c", script, "cronium-guard", argument),
                    List.of(PATH),
                    "/",
                    pipe.readEnd(),
                    saysReady ? answer.writeEnd() : nothing,
                    nothing,
                    List.of()));
            answer.writeEnd().close();
            if (saysReady && answer.readEnd().read(new NativeBuffer(16)) == 0) {
                throw new LinuxException("mount of /proc", Errno.EPERM);
            }
            return new Guard(pid, pipe.writeEnd());
        } catch (LinuxException e) {
            pipe.writeEnd().close();
            throw e;
        } finally {
            pipe.readEnd().close();
            answer.writeEnd().close();
            answer.readEnd().close();
        }
    }

    int pid() {
        return pid;
    }

    /** Takes note of the processes that it has started for itself; before the script can have left it any. */
    void noteHelpers() {
        for (int helper : ProcessTable.children(pid)) {
            ProcessTable.find(helper).ifPresent(helpers::add);
        }
    }

    /** Whether it is this process or one that it needs, and not a later one with such a number. */
    boolean owns(int process) {
        return !over && (process == pid || helpers.stream().anyMatch(helper -> isThat(helper, process)));
    }

    private static boolean isThat(ProcessTable.Entry helper, int process) {
        return helper.pid() == process
                && ProcessTable.find(process)
                        .filter(found -> found.startTicks() == helper.startTicks())
                        .isPresent();
    }

    /** Takes note of a child's end: if it was this process, its number is anybody's from now on. */
    void reaped(int process) {
        over |= process == pid;
    }

    /** Whether it was reaped. */
    boolean isOver() {
        return over;
    }

    /** Has a watchdog know how to find the script's processes. */
    synchronized void order(String line) throws LinuxException {
        if (open) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            NativeBuffer buffer = new NativeBuffer(bytes.length);
            buffer.copyFrom(bytes, 0, bytes.length);
            orders.write(buffer, bytes.length);
        }
    }

    /** Nothing is left to guard. */
    void dismiss() {
        try {
            order("done");
        } catch (LinuxException e) {
            // It has ended already.
        }
        close();
    }

    /** As if the runner were gone. */
    @Override
    public synchronized void close() {
        open = false;
        orders.close();
    }
}
