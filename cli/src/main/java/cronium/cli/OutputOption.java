package cronium.cli;

import cronium.cli.show.Format;
import cronium.cli.show.Printer;
import cronium.cli.show.Times;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The form of what is shown. */
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = Words.class,
            description = "table, for people (default); json, as the server answers; or yaml.")
    private Format format = Format.TABLE;

    Printer printer(Surroundings surroundings) {
        return new Printer(surroundings.out(), format, surroundings.standardOutput());
    }

    boolean isForPeople() {
        return format == Format.TABLE;
    }

    static Times times(Surroundings surroundings) {
        return new Times(surroundings.clock().getZone());
    }

    private static String word(Format format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    /** For completion. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Format.values()).map(OutputOption::word).iterator();
        }
    }

    /** Reads a format of the command line. */
    static final class FormatConverter implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            Optional<Format> format = Arrays.stream(Format.values())
                    .filter(known -> word(known).equals(text))
                    .findFirst();
            return format.orElseThrow(
                    () -> new TypeConversionException("expected table, json or yaml, found '" + text + "'"));
        }
    }
}
