package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveDigests;
import cronium.payload.archive.ArchiveDigests.Digested;
import cronium.payload.archive.ArchiveEntry;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.manifest.Excerpt;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cronium payload diff}. */
@Command(
        name = "diff",
        description = "Say what differs between two payloads: entries, modes, link targets and contents.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the same", "1:different", "2:could not be compared"},
        exitCodeOnExecutionException = Main.USAGE,
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "OLD", description = "A payload.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "Another one.")
    private Path newer = Path.of("");

    DiffCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        List<String> lines = differences(read(old), read(newer));
        lines.forEach(surroundings.out()::println);
        return lines.isEmpty() ? 0 : 1;
    }

    private static SortedMap<String, Digested> read(Path payload) throws IOException, PayloadException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(payload), 1 << 16)) {
            return ArchiveDigests.read(in, ArchiveLimits.DEFAULT);
        }
    }

    static List<String> differences(SortedMap<String, Digested> before, SortedMap<String, Digested> after) {
        SortedSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<String> lines = new ArrayList<>();
        for (String path : paths) {
            Digested was = before.get(path);
            Digested is = after.get(path);
            if (was == null) {
                lines.add("added    " + shown(path));
            } else if (is == null) {
                lines.add("removed  " + shown(path));
            } else if (!was.equals(is)) {
                lines.add("changed  " + shown(path) + ": " + change(was, is));
            }
        }
        return lines;
    }

    /** Whole, and without what would act on a terminal: anybody may have packed it. */
    private static String shown(String path) {
        return Excerpt.bare(path, Integer.MAX_VALUE);
    }

    private static String change(Digested was, Digested is) {
        String before = description(was.entry());
        String after = description(is.entry());
        return before.equals(after) ? "content" : before + " -> " + after;
    }

    private static String description(ArchiveEntry entry) {
        return switch (entry) {
            case ArchiveEntry.Directory(String _, int mode) -> "directory, mode " + Integer.toOctalString(mode);
            case ArchiveEntry.RegularFile(String _, int mode, long size) ->
                size + " bytes, mode " + Integer.toOctalString(mode);
            case ArchiveEntry.SymbolicLink(String _, String target) -> "link to " + shown(target);
            case ArchiveEntry.HardLink(String _, String target) -> "same file as " + shown(target);
        };
    }
}
