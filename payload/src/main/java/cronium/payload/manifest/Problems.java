package cronium.payload.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The faults of one manifest as they are found; one thread's. */
final class Problems {
    private final String fileName;
    private final List<Problem> found = new ArrayList<>();

    Problems(String fileName) {
        this.fileName = fileName;
    }

    void add(Position at, KeyPath path, String message) {
        found.add(new Problem(at.line(), at.column(), path.text(), message));
    }

    /** For a fault after which reading cannot go on; those found before it are kept. */
    ManifestException fatal(ManifestFault fault, Position at, String message) {
        add(at, KeyPath.ROOT, message);
        return exception(fault);
    }

    void throwIfAny() throws ManifestException {
        if (!found.isEmpty()) {
            throw exception(ManifestFault.INVALID);
        }
    }

    private ManifestException exception(ManifestFault fault) {
        found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return new ManifestException(fault, fileName, found);
    }
}
