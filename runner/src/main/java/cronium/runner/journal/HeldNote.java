package cronium.runner.journal;

import cronium.runner.supervise.Held;
import cronium.runner.supervise.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a claim knows of the processes of its script: a line each of {@code session N}, {@code cgroup DIRECTORY} and
 * {@code tag SIGNALS QUEUES}, those that there are.
 *
 * @param session 0, which is no session, when the runner died before its script had started
 */
record HeldNote(int session, Optional<Path> controlGroup, Optional<Tag> tag) {

    static String of(Held held) {
        StringBuilder text = new StringBuilder("session " + held.pid() + "\n");
        held.controlGroup()
                .ifPresent(group -> text.append("cgroup ").append(group).append('\n'));
        held.tag()
                .ifPresent(tag -> text.append("tag ")
                        .append(tag.pendingSignals())
                        .append(' ')
                        .append(tag.messageQueues())
                        .append('\n'));
        return text.toString();
    }

    /** What can be read of it; a note that was cut off says less. */
    static HeldNote read(Path file) {
        int session = 0;
        Optional<Path> group = Optional.empty();
        Optional<Tag> tag = Optional.empty();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "session" -> session = Integer.parseInt(words[1]);
                    case "cgroup" -> group = Optional.of(Path.of(words[1]));
                    case "tag" -> {
                        String[] numbers = words[1].split(" ", -1);
                        tag = Optional.of(new Tag(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
                    }
                    default -> {}
                }
            }
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // What was read until here is all that there is.
            return new HeldNote(session, group, tag);
        }
        return new HeldNote(session, group, tag);
    }
}
