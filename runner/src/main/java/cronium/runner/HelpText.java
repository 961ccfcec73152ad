package cronium.runner;

/** The manual as a text for a terminal, in lines of at most 100 columns. */
final class HelpText {
    private static final int WIDTH = 100;
    private static final int MEANING_OF_COMMAND = 44;
    private static final int MEANING_OF_OPTION = 24;
    private static final int IN_USAGE = 3;

    private final StringBuilder text = new StringBuilder();

    private HelpText() {}

    static String text() {
        return new HelpText().whole();
    }

    private String whole() {
        text.append(Manual.PURPOSE).append("\n\nUsage:\n");
        for (Manual.Command command : Manual.commands()) {
            line("  cronium-runner " + synopsis(command), MEANING_OF_COMMAND, command.meaning());
        }
        for (Manual.Command command : Manual.commands()) {
            if (hasSection(command)) {
                text.append("\nOptions of ").append(command.name()).append(":\n");
                for (Manual.Option option : command.options()) {
                    line("  " + option.usage(), MEANING_OF_OPTION, option.meaning());
                }
            }
        }
        text.append("\nExit codes:\n");
        for (Manual.ExitCode exitCode : Manual.exitCodes()) {
            line("  " + exitCode.code(), MEANING_OF_OPTION, exitCode.meaning());
        }
        return text.toString();
    }

    /** Where there are many options, each has a line. */
    private static boolean hasSection(Manual.Command command) {
        return command.options().size() > IN_USAGE;
    }

    private static String synopsis(Manual.Command command) {
        StringBuilder synopsis = new StringBuilder(command.name());
        if (!command.operands().isEmpty()) {
            synopsis.append(' ').append(command.operands());
        }
        if (hasSection(command)) {
            return synopsis.append(" [OPTIONS]").toString();
        }
        for (Manual.Option option : command.options()) {
            synopsis.append(" [").append(option.usage()).append(']');
        }
        return synopsis.toString();
    }

    /** What is named, and from a column on what it means; from the next line on where the name is too long. */
    private void line(String name, int column, String meaning) {
        text.append(name);
        int at = name.length();
        if (at + 2 > column) {
            text.append('\n');
            at = 0;
        }
        for (String word : meaning.split(" ", -1)) {
            if (at > column && at + 1 + word.length() > WIDTH) {
                text.append('\n');
                at = 0;
            }
            int gap = at > column ? 1 : column - at;
            text.repeat(' ', gap).append(word);
            at += gap + word.length();
        }
        text.append('\n');
    }
}
