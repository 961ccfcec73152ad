package cronium.cli;

import cronium.releases.RunnerStore;
import cronium.releases.Version;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which store of runners. */
final class StoreOption {
    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "The store of runners (default: artifacts/runners here).")
    private Path directory = Path.of("artifacts/runners");

    RunnerStore store() {
        return new RunnerStore(directory);
    }

    /** Reads a version of the command line. */
    static final class VersionConverter implements ITypeConverter<Version> {
        @Override
        public Version convert(String text) {
            try {
                return new Version(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
