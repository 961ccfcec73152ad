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
     * Waits for orders and for the end of them: {@code NUMBER cgroup DIRECTORY} and {@code NUMBER tag SIGNALS QUEUES PID} say how to find
     * the processes of a script; {@code NUMBER done} that there are none of it any more. In the end whole groups go first, at a stroke each;
     * then whatever carries one of the tags. Whoever forks faster than it is looked at is met by
     * killing whole process groups, which no fork slips through. Every loop is bounded.
     */
    private static final String WATCHDOG = """
            trap '' HUP INT TERM
            all=' '
            while read -r number order; do
              case $order in
              done) all="${all%% $number *} ${all#* $number }" ; unset "order$number" ;;
              *) all="$all$number " ; eval "order$number=\\$order" ;;
              esac
            done
            tags= signals= queues= leaders= rounds=0
            for number in $all; do
              eval "order=\\$order$number"
              case $order in
              cgroup*) echo 1 >"${order#* }/cgroup.kill" ;;
              tag*)
                set -- $order
                tags="$tags $2/$3" signals="$signals|$2 +$2" queues="$queues|$3 +$3" leaders="$leaders $2/$3/$4"
                ;;
              esac
            done
            limits="^Max (pending signals +(${signals#|}) |msgqueue size +(${queues#|}) )" missed=0
            # No argument of a program may be longer than 128 KiB.
            [ ${#limits} -lt 100000 ] || limits='^Max (pending signals|msgqueue size) '
            while [ -n "$tags" ] && [ $rounds -lt 1000 ] && [ $missed -lt 2 ]; do
              rounds=$((rounds + 1)) missed=$((missed + 1)) groups= first= process=
              # Six words a line: FILE:Max, the limit's name in two, the soft one, the hard one, the unit.
              set -- $(grep -E "$limits" /proc/[0-9]*/limits)
              while [ $# -gt 5 ]; do
                if [ "$2" = pending ]; then
                  process=$1 pending=$5
                elif [ "$1" = "$process" ]; then
                  case "$tags " in *" $pending/$5 "*)
                    missed=0 pid=${process#/proc/} pid=${pid%%/*} leader=${leaders#* $pending/$5/}
                    first="$first ${leader%% *}"
                    kill -KILL "$pid"
                    read -r stat <"/proc/$pid/stat" && stat=${stat##*) } && stat=${stat#* * } && groups="$groups ${stat%% *}"
                    ;;
                  esac
                fi
                shift 6
              done
              [ $missed = 0 ] || groups= first=
              for group in ${groups:+$first} $groups; do
                [ "$group" -gt 1 ] && kill -KILL "-$group"
              done
            done
            for number in $all; do
              eval "order=\\$order$number"
              case $order in cgroup*) ;; *) continue ;; esac
              operand=${order#* } rounds=0
              while [ $rounds -lt 1000 ] && ! rmdir "$operand"; do
                rounds=$((rounds + 1))
                find "$operand" -mindepth 1 -depth -type d -exec rmdir {} \\;
                sleep 0.01
              done
            done
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

    /** The number of the order of a watchdog that has one script. */
    static final int ONLY = 1;

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

    /** Has a watchdog know how to find a script's processes. */
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
            order(ONLY + " done");
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
