package cronium.payload.manifest;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The bounds a payload sets itself; an absent one is left to the runner. Flags of the runner may lower them.
 *
 * @param timeout wall time of the script, over 0 up to {@link DurationText#MAX}
 * @param grace time between asking the script to stop and killing it, 0 up to {@link DurationText#MAX}
 * @param cpu processor time, over 0 up to {@link DurationText#MAX}
 * @param memory bytes, {@value #MIN_MEMORY} or more
 * @param fileSize bytes in any one file, 1 or more
 * @param output bytes per stream, 1 or more
 * @param outputExcess what happens over that; {@link OutputExcess#STOP} if absent
 * @param disk bytes on disk in the work directory, {@value #MIN_DISK} or more
 * @param processes 1 to {@value #MAX_PROCESSES}
 * @param openFiles 1 to {@value #MAX_OPEN_FILES}
 */
public record Limits(
        Optional<Duration> timeout,
        Optional<Duration> grace,
        Optional<Duration> cpu,
        OptionalLong memory,
        OptionalLong fileSize,
        OptionalLong output,
        Optional<OutputExcess> outputExcess,
        OptionalLong disk,
        OptionalInt processes,
        OptionalInt openFiles) {

    /** 1 MiB: under it no interpreter starts, so such a limit is a slip of the unit. */
    public static final long MIN_MEMORY = 1L << 20;

    /** 1 MiB: less than an empty work directory may take on some file systems. */
    public static final long MIN_DISK = 1L << 20;

    /** The most processes a Linux kernel can have, {@code PID_MAX_LIMIT}. */
    public static final int MAX_PROCESSES = 1 << 22;

    /** The default of {@code fs.nr_open}, over which {@code setrlimit(2)} fails. */
    public static final int MAX_OPEN_FILES = 1 << 20;

    /** @throws IllegalArgumentException if a value is out of its range; the message names both */
    public Limits {
        if (timeout.isPresent()) {
            refuse("timeout", durationFault(timeout.get(), false));
        }
        if (grace.isPresent()) {
            refuse("grace", durationFault(grace.get(), true));
        }
        if (cpu.isPresent()) {
            refuse("cpu", durationFault(cpu.get(), false));
        }
        refuse("memory", sizeFault(memory.orElse(MIN_MEMORY), MIN_MEMORY));
        refuse("fileSize", sizeFault(fileSize.orElse(1), 1));
        refuse("output", sizeFault(output.orElse(1), 1));
        refuse("disk", sizeFault(disk.orElse(MIN_DISK), MIN_DISK));
        refuse("processes", countFault(processes.orElse(1), MAX_PROCESSES));
        refuse("openFiles", countFault(openFiles.orElse(1), MAX_OPEN_FILES));
    }

    /** No limit of its own. */
    public static Limits none() {
        return new Limits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    /** The lower one of each limit; where both say what happens to excess output, stopping. */
    public Limits lower(Limits other) {
        return new Limits(
                lower(timeout, other.timeout),
                lower(grace, other.grace),
                lower(cpu, other.cpu),
                lower(memory, other.memory),
                lower(fileSize, other.fileSize),
                lower(output, other.output),
                lower(outputExcess, other.outputExcess),
                lower(disk, other.disk),
                lower(processes, other.processes),
                lower(openFiles, other.openFiles));
    }

    private static <T extends Comparable<? super T>> Optional<T> lower(Optional<T> one, Optional<T> other) {
        if (one.isPresent() && other.isPresent()) {
            return one.get().compareTo(other.get()) <= 0 ? one : other;
        }
        return one.or(() -> other);
    }

    private static OptionalLong lower(OptionalLong one, OptionalLong other) {
        long lower = Math.min(one.orElse(Long.MAX_VALUE), other.orElse(Long.MAX_VALUE));
        return one.isPresent() || other.isPresent() ? OptionalLong.of(lower) : one;
    }

    private static OptionalInt lower(OptionalInt one, OptionalInt other) {
        int lower = Math.min(one.orElse(Integer.MAX_VALUE), other.orElse(Integer.MAX_VALUE));
        return one.isPresent() || other.isPresent() ? OptionalInt.of(lower) : one;
    }

    static Optional<String> durationFault(Duration duration, boolean zeroAllowed) {
        if (duration.isNegative() || duration.compareTo(DurationText.MAX) > 0) {
            return Optional.of("expected at most " + DurationText.format(DurationText.MAX) + ", found " + duration);
        }
        return duration.isZero() && !zeroAllowed
                ? Optional.of("expected a duration over 0, found 0s")
                : Optional.empty();
    }

    static Optional<String> sizeFault(long bytes, long least) {
        return bytes < least
                ? Optional.of("expected at least " + SizeText.format(least) + ", found " + SizeText.format(bytes))
                : Optional.empty();
    }

    static Optional<String> countFault(long count, long most) {
        return count < 1 || count > most
                ? Optional.of("expected a whole number from 1 to " + most + ", found " + count)
                : Optional.empty();
    }

    private static void refuse(String key, Optional<String> fault) {
        if (fault.isPresent()) {
            throw new IllegalArgumentException(key + ": " + fault.get());
        }
    }
}
