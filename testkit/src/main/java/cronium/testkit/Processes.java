package cronium.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What lives on this host by {@code /proc}, found without any code of the program under test. Zombies do not count: what has
 * ended uses nothing, and its parent may be in no hurry.
 */
public final class Processes {
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** A living process, for the message of a failure. */
    public record Found(int pid, String commandLine) {}

    /** Living processes that carry the mark, see {@link Leaks#assertNoProcess}. */
    public static List<Found> marked(String mark) {
        return living(process -> read(process.resolve("environ")).contains(mark)
                || read(process.resolve("cmdline")).contains(mark)
                || workingDirectory(process).startsWith(mark));
    }

    /** Living processes of a session. */
    public static List<Found> inSession(int session) {
        return living(process -> stat(process).length > 3 && stat(process)[3].equals(Integer.toString(session)));
    }

    /** One line of {@code /proc/PID/status} without its name, such as {@code 0000000000000000} of {@code SigBlk}. */
    public static String status(long pid, String name) {
        return read(PROC.resolve(Long.toString(pid)).resolve("status"))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static List<Found> living(Predicate<Path> wanted) {
        List<Found> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                String[] stat = stat(process);
                if (stat.length > 0 && !stat[0].equals("Z") && !stat[0].equals("X") && wanted.test(process)) {
                    int pid = Integer.parseInt(process.getFileName().toString());
                    found.add(new Found(
                            pid,
                            read(process.resolve("cmdline")).replace('\0', ' ').strip()));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new AssertionError("expected /proc to be readable, found " + e, e);
        }
        return found;
    }

    /** The fields after the command: state, parent, group, session and so on. */
    private static String[] stat(Path process) {
        String stat = read(process.resolve("stat"));
        int close = stat.lastIndexOf(')');
        return close < 0 ? new String[0] : stat.substring(close + 2).split(" ", -1);
    }

    private static String workingDirectory(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // It ended while it was looked at.
            return "";
        }
    }
}
