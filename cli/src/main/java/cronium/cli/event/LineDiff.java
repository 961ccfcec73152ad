package cronium.cli.event;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, as lines of a unified diff without its head. Pure. */
final class LineDiff {
    private static final int CONTEXT = 3;
    /** Of the table of common lines; beyond it everything between the first and the last change counts as replaced. */
    private static final long MAX_CELLS = 4_000_000;

    private LineDiff() {}

    /** One line with what became of it: blank, {@code -} or {@code +}. */
    private record Edit(char kind, String line) {}

    /** Empty if they are the same. */
    static List<String> of(List<String> before, List<String> after) {
        int head = 0;
        while (head < Math.min(before.size(), after.size()) && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), after.size()) - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Edit> edits = new ArrayList<>();
        before.subList(0, head).forEach(line -> edits.add(new Edit(' ', line)));
        middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail), edits);
        before.subList(before.size() - tail, before.size()).forEach(line -> edits.add(new Edit(' ', line)));
        return hunks(edits);
    }

    private static void middle(List<String> before, List<String> after, List<Edit> edits) {
        if ((long) before.size() * after.size() > MAX_CELLS) {
            before.forEach(line -> edits.add(new Edit('-', line)));
            after.forEach(line -> edits.add(new Edit('+', line)));
            return;
        }
        int[][] common = common(before, after);
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                edits.add(new Edit(' ', before.get(i++)));
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                edits.add(new Edit('-', before.get(i++)));
            } else {
                edits.add(new Edit('+', after.get(j++)));
            }
        }
    }

    /** How long the longest common subsequence is from each pair of lines on. */
    private static int[][] common(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static List<String> hunks(List<Edit> edits) {
        List<String> lines = new ArrayList<>();
        int oldLine = 1;
        int newLine = 1;
        int i = 0;
        while (i < edits.size()) {
            int change = nextChange(edits, i);
            if (change == edits.size()) {
                return lines;
            }
            int start = Math.max(i, change - CONTEXT);
            oldLine += start - i;
            newLine += start - i;
            int end = endOfHunk(edits, change);
            List<Edit> hunk = edits.subList(start, end);
            int removed = (int) hunk.stream().filter(edit -> edit.kind != '+').count();
            int added = (int) hunk.stream().filter(edit -> edit.kind != '-').count();
            lines.add("@@ -" + range(oldLine, removed) + " +" + range(newLine, added) + " @@");
            hunk.forEach(edit -> lines.add(edit.kind + edit.line));
            oldLine += removed;
            newLine += added;
            i = end;
        }
        return lines;
    }

    private static int nextChange(List<Edit> edits, int from) {
        int i = from;
        while (i < edits.size() && edits.get(i).kind == ' ') {
            i++;
        }
        return i;
    }

    /** Behind the context after the last change before which there is not more than two contexts without one. */
    private static int endOfHunk(List<Edit> edits, int change) {
        int end = change;
        while (true) {
            while (end < edits.size() && edits.get(end).kind != ' ') {
                end++;
            }
            int next = nextChange(edits, end);
            if (next == edits.size() || next - end > 2 * CONTEXT) {
                return Math.min(edits.size(), end + CONTEXT);
            }
            end = next;
        }
    }

    /** As diff(1) has it: without lines, the line before. */
    private static String range(int line, int count) {
        return (count == 0 ? line - 1 : line) + (count == 1 ? "" : "," + count);
    }
}
