package cronium.payload.manifest;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The library's parser, one event at a time and read lazily, with its failures turned into faults that have a place. */
final class YamlEvents {
    private final ParserImpl parser;
    private final Problems problems;
    private Position reached = Position.START;

    private YamlEvents(ParserImpl parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** @throws ManifestException {@code manifest.not-yaml} if the text has a character that YAML does not allow */
    static YamlEvents of(String text, Problems problems) throws ManifestException {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                throw problems.fatal(
                        ManifestFault.NOT_YAML,
                        Position.of(text, i),
                        "expected printable text, found the control character "
                                + Excerpt.bare(Character.toString(text.codePointAt(i))));
            }
        }
        LoadSettings settings = LoadSettings.builder().build();
        return new YamlEvents(new ParserImpl(settings, new StreamReader(settings, text)), problems);
    }

    Event next() throws ManifestException {
        try {
            Event event = parser.next();
            reached = event.getEndMark().map(YamlEvents::position).orElse(reached);
            return event;
        } catch (MarkedYamlEngineException failure) {
            throw notYaml(failure.getProblemMark().map(YamlEvents::position).orElse(reached), says(failure));
        } catch (YamlEngineException failure) {
            throw notYaml(reached, String.valueOf(failure.getMessage()));
        } catch (RuntimeException failure) {
            // The library fails so on some faulty text, for example a NumberFormatException on the escape \UFFFFFFFF.
            throw notYaml(reached, "unreadable after this place");
        }
    }

    static Position position(Event event) {
        return event.getStartMark().map(YamlEvents::position).orElse(Position.START);
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private ManifestException notYaml(Position at, String message) {
        return problems.fatal(ManifestFault.NOT_YAML, at, "not YAML: " + Excerpt.bare(message));
    }

    /** Not {@code getMessage()}, which quotes the lines around, and so perhaps something confidential. */
    private static String says(MarkedYamlEngineException failure) {
        String context = failure.getContext();
        String problem = failure.getProblem();
        return context == null ? problem : problem + " " + context;
    }
}
