package cronium.runner.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What {@code /proc} says of processes, proc(5). A process may end between any two reads; it is then simply not in the
 * answer.
 */
public final class ProcessTable {
    private static final Path PROC = Path.of("/proc");
    private static final NativeCall OPEN = NativeCall.named("open");
    private static final NativeCall GETTID = NativeCall.named("gettid");
    private static final NativeCall READ = NativeCall.named("read");
    private static final NativeCall CLOSE = NativeCall.named("close");
    private static final int O_CLOEXEC = 0x80000;
    /** As much as most files there have. */
    private static final int READ_BYTES = 4 << 10;

    private ProcessTable() {}

    /**
     * One process.
     *
     * @param session id of its session
     * @param startTicks when it started, in clock ticks since boot: with the pid, its identity until the next boot
     * @param cpuTicks processor time of it and of the children that it has waited for, in clock ticks
     */
    public record Entry(int pid, char state, int parent, int session, long startTicks, long cpuTicks, String command) {
        boolean ended() {
            return state == 'Z' || state == 'X';
        }
    }

    /** The process with that id, also one that has ended and is not reaped. */
    public static Optional<Entry> find(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("stat")).flatMap(ProcessTable::parseStat);
    }

    /**
     * Whether that very process, not a later one with its number, is still there and has not ended. Where {@code /proc} hides processes (hidepid, proc(5)), also
     * this user's own that cannot be dumped, one that has the number counts as it: to take it for gone would end what it runs.
     */
    public static boolean isAlive(int pid, long startTicks) {
        Optional<Entry> found = find(pid);
        return found.isPresent()
                ? found.get().startTicks() == startTicks && !found.get().ended()
                : Signals.reaches(pid);
    }

    static boolean sameStart(Entry seen) {
        return find(seen.pid())
                .filter(now -> now.startTicks() == seen.startTicks())
                .isPresent();
    }

    /**
     * All living descendants of a process, parents before children. A process that forks meanwhile may be missed, so who
     * needs certainty asks again.
     */
    public static List<Entry> descendants(int ancestor) {
        return living(descendantIds(ancestor));
    }

    /** Those of the processes that have not ended. */
    public static List<Entry> living(List<Integer> processes) {
        List<Entry> found = new ArrayList<>();
        for (int process : processes) {
            find(process).filter(entry -> !entry.ended()).ifPresent(found::add);
        }
        return found;
    }

    /**
     * Children of this process that no thread of it but the first has made, or one that has ended: all orphans that fell to it, and
     * those that have ended and are not reaped.
     */
    public static List<Integer> childrenOfFirstThread() {
        String self = Long.toString(ProcessHandle.current().pid());
        List<Integer> children = new ArrayList<>();
        addNumbers(
                read(PROC.resolve(self).resolve("task").resolve(self).resolve("children"))
                        .orElse(""),
                children);
        return children;
    }

    /** The same, with those that have ended and are not reaped. */
    public static List<Integer> descendantIds(int ancestor) {
        List<Integer> found = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> toVisit = new ArrayDeque<>();
        toVisit.add(ancestor);
        while (!toVisit.isEmpty()) {
            for (int child : children(toVisit.remove())) {
                if (seen.add(child)) {
                    toVisit.add(child);
                    found.add(child);
                }
            }
        }
        return found;
    }

    /** All living processes of this host that the caller may look at. */
    public static List<Entry> all() {
        List<Entry> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                read(process.resolve("stat"))
                        .flatMap(ProcessTable::parseStat)
                        .filter(entry -> !entry.ended())
                        .ifPresent(found::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // /proc is not mounted: nothing can be said of other processes.
            return List.of();
        }
        return found;
    }

    /** The environment that a process was started with contains this {@code NAME=value}. */
    public static boolean startedWith(Entry process, String variable) {
        // Files of /proc are read as bytes, one a character.
        String bytes = new String(variable.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return read(PROC.resolve(Integer.toString(process.pid())).resolve("environ"))
                .filter(environ -> (environ + "\0").startsWith(bytes + "\0") || environ.contains("\0" + bytes + "\0"))
                .isPresent();
    }

    /** The peak of the process's resident set in bytes ({@code VmHWM}), empty once it has ended. */
    public static OptionalLong peakMemory(int pid) {
        return statusBytes(pid, "VmHWM:");
    }

    /** Memory that only this process holds, in bytes ({@code RssAnon}, Linux 4.5), empty once it has ended. */
    public static OptionalLong privateMemory(int pid) {
        return statusBytes(pid, "RssAnon:");
    }

    /** Memory that this process shares by way of no file on disk, in bytes ({@code RssShmem}, Linux 4.5), empty once it has ended. */
    public static OptionalLong sharedMemory(int pid) {
        return statusBytes(pid, "RssShmem:");
    }

    private static OptionalLong statusBytes(int pid, String key) {
        String status =
                read(PROC.resolve(Integer.toString(pid)).resolve("status")).orElse("");
        int at = status.indexOf(key);
        if (at < 0) {
            return OptionalLong.empty();
        }
        long kibibytes = 0;
        for (int i = at + key.length(); i < status.length() && status.charAt(i) != 'k'; i++) {
            char c = status.charAt(i);
            if (c >= '0' && c <= '9') {
                kibibytes = kibibytes * 10 + (c - '0');
            }
        }
        return OptionalLong.of(kibibytes * 1024);
    }

    /** The clock of {@link Entry#cpuTicks}, USER_HZ: 100 in a second on x86-64 and arm64. */
    public static final long TICK_NANOS = 10_000_000;

    /** The hard value of a limit as {@code /proc/PID/limits} names it, such as {@code Max pending signals}; empty if unlimited. */
    public static OptionalLong hardLimit(Entry process, String name) {
        String limits = read(PROC.resolve(Integer.toString(process.pid())).resolve("limits"))
                .orElse("");
        int at = limits.indexOf(name);
        if (at < 0) {
            return OptionalLong.empty();
        }
        String[] words = limits.substring(at + name.length(), limits.indexOf('\n', at))
                .strip()
                .split(" +", -1);
        return words.length < 2 || words[1].equals("unlimited")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(words[1]));
    }

    /** Threads of all processes of this process's user, which is what RLIMIT_NPROC counts. */
    public static long tasksOfThisUser() {
        String user = field(read(PROC.resolve("self/status")).orElse(""), "Uid:");
        long tasks = 0;
        for (Entry process : all()) {
            String status = read(PROC.resolve(Integer.toString(process.pid())).resolve("status"))
                    .orElse("");
            if (field(status, "Uid:").equals(user)) {
                tasks += Long.parseLong("0" + field(status, "Threads:"));
            }
        }
        return tasks;
    }

    private static String field(String status, String key) {
        int at = status.indexOf("\n" + key);
        return at < 0
                ? ""
                : status.substring(at + key.length() + 1, status.indexOf('\n', at + 1))
                        .strip();
    }

    /** What this host calls itself: the node name of uname(2). */
    public static String hostName() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/hostname")).strip();
    }

    /** This boot of this host; start times compare only within one. */
    public static String bootId() {
        return read(PROC.resolve("sys/kernel/random/boot_id")).orElse("unknown").strip();
    }

    /** The calling thread, as {@code /proc} knows it. */
    public static int thisThread() {
        return (int) GETTID.raw(0, 0, 0, 0, 0, 0);
    }

    /** The children of this process that one thread of it has made, also those that have ended and are not reaped. */
    public static List<Integer> childrenOfThread(int thread) {
        List<Integer> children = new ArrayList<>();
        addNumbers(
                read(PROC.resolve("self")
                                .resolve("task")
                                .resolve(Integer.toString(thread))
                                .resolve("children"))
                        .orElse(""),
                children);
        return children;
    }

    /** The children of a process, also those that have ended and are not reaped: every thread has a list of those it made (Linux 3.5, CONFIG_PROC_CHILDREN). */
    public static List<Integer> children(int pid) {
        List<Integer> children = new ArrayList<>();
        Path tasks = PROC.resolve(Integer.toString(pid)).resolve("task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                String list = read(thread.resolve("children")).orElse("");
                addNumbers(list, children);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The process ended while it was looked at; its children have another parent now.
            return children;
        }
        return children;
    }

    /** Each has a space after it. */
    private static void addNumbers(String list, List<Integer> numbers) {
        int number = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
            } else {
                numbers.add(number);
                number = 0;
            }
        }
    }

    /** {@code pid (command) state ppid pgrp session … starttime}; the command may hold spaces and parentheses. */
    private static Optional<Entry> parseStat(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String[] fields = stat.substring(close + 2).split(" ", -1);
        // Fields after the command: 0 state, 1 ppid, 2 pgrp, 3 session, … 11 utime, 12 stime, 13 cutime, 14 cstime, …
        // 19 starttime.
        return Optional.of(new Entry(
                Integer.parseInt(stat.substring(0, open).strip()),
                fields[0].charAt(0),
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[3]),
                Long.parseLong(fields[19]),
                Long.parseLong(fields[11])
                        + Long.parseLong(fields[12])
                        + Long.parseLong(fields[13])
                        + Long.parseLong(fields[14]),
                stat.substring(open + 1, close)));
    }

    /** By system calls of our own: half of what a short script costs a warm runner would be channels and exceptions. */
    private static Optional<String> read(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) OPEN.raw(Memory.text(arena, file.toString()).address(), O_CLOEXEC, 0, 0, 0, 0);
            if (descriptor < 0) {
                return Optional.empty();
            }
            try {
                return text(descriptor, arena.allocate(READ_BYTES));
            } finally {
                CLOSE.raw(descriptor, 0, 0, 0, 0, 0);
            }
        }
    }

    private static Optional<String> text(int descriptor, MemorySegment buffer) {
        byte[] all = new byte[0];
        while (true) {
            int count = (int) READ.raw(descriptor, buffer.address(), buffer.byteSize(), 0, 0, 0);
            if (count < 0) {
                return Optional.empty();
            }
            if (count == 0) {
                return Optional.of(new String(all, StandardCharsets.ISO_8859_1));
            }
            byte[] more = Arrays.copyOf(all, all.length + count);
            Memory.copy(buffer, more, all.length, count);
            all = more;
        }
    }
}
