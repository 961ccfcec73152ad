package cronium.runner;

import cronium.payload.Failures;
import cronium.runner.journal.Journal;
import cronium.runner.journal.Result;
import cronium.runner.journal.ResultFile;
import cronium.runner.output.Notice;
import cronium.runner.output.StreamAccount;
import cronium.runner.supervise.DurationWords;
import cronium.runner.supervise.Ended;
import cronium.runner.supervise.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says how an execution ended: in the result file, in its journal, to whoever looks on, and by an exit code.
 *
 * @param file where to write the result
 * @param journal where it is written last
 */
record Report(Optional<Path> file, Optional<Journal> journal) {

    static Report of(RunOptions options) {
        return new Report(options.result(), Optional.empty());
    }

    Report with(Journal kept) {
        return new Report(file, Optional.of(kept));
    }

    /** What is to be said of another execution than that which the result file may be of. */
    Report withoutFile() {
        return new Report(Optional.empty(), journal);
    }

    /** A journal that takes no more output, because its disk hangs, has no result: it would say that the output is complete. */
    Report withoutJournal() {
        return new Report(file, Optional.empty());
    }

    /**
     * Reports.
     *
     * @return the exit code of the runner
     */
    int exitCode(Result unmasked, Shown shown) {
        Result masked = unmasked.masked(shown.mask()::text);
        Result result = journal.isPresent() ? journal.get().complete(masked) : masked;
        List<String> failures = new ArrayList<>();
        if (file.isPresent()) {
            try {
                ResultFile.write(file.get(), result);
            } catch (IOException e) {
                failures.add("result not written to " + file.get() + ": " + Failures.sentence(e));
            }
        }
        if (journal.isPresent()) {
            try {
                journal.get().settle(result);
            } catch (IOException e) {
                failures.add("result not written to " + journal.get().directory() + ": " + Failures.sentence(e));
            }
        }
        if (shown.closing().isPresent()) {
            for (Notice notice : closing(result, failures)) {
                shown.closing().get().notice(notice);
            }
        }
        int exitCode = result.outcome().exitCode();
        return !failures.isEmpty() && exitCode == 0 ? Outcome.RUNNER_OR_PAYLOAD_FAULT : exitCode;
    }

    private static List<Notice> closing(Result result, List<String> failures) {
        List<Notice> notices = new ArrayList<>();
        for (String leftover : result.leftovers()) {
            notices.add(new Notice(Notice.Level.WARN, "leftover", "could not remove " + leftover));
        }
        for (String process : result.ended().map(Ended::survivors).orElse(List.of())) {
            notices.add(new Notice(Notice.Level.ERROR, "survivor", "process " + process + " outlived SIGKILL"));
        }
        for (String failure : failures) {
            notices.add(new Notice(Notice.Level.ERROR, "result-not-written", failure));
        }
        notices.add(closing(result));
        return notices;
    }

    /** The last line: how it ended. Only what the script could not know itself is worth a line among its own raw output. */
    private static Notice closing(Result result) {
        Outcome outcome = result.outcome();
        Notice.Level level = switch (outcome.gravity()) {
            case INTENDED -> Notice.Level.INFO;
            case STOPPED -> Notice.Level.WARN;
            case FAILED -> Notice.Level.ERROR;
        };
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("outcome", outcome.kind());
        fields.put("exitCode", Integer.toString(outcome.exitCode()));
        StringBuilder sentence = new StringBuilder(outcome.sentence());
        result.ended().ifPresent(end -> {
            sentence.append(", ran ").append(DurationWords.of(end.usage().wall()));
            end.output().ifPresent(output -> sentence.append(", ").append(words(output)));
            result.payload()
                    .flatMap(Result.PayloadFacts::signature)
                    .ifPresent(signature -> sentence.append(", ").append(Verdict.words(signature)));
        });
        return new Notice(level, "result", sentence.toString(), fields);
    }

    private static String words(Ended.OutputAccount output) {
        return bytes(output.standardOutput()) + " of output, " + bytes(output.standardError()) + " of errors";
    }

    private static String bytes(StreamAccount account) {
        return account.bytes() + (account.bytes() == 1 ? " byte" : " bytes");
    }
}
