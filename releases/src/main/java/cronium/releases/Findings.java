package cronium.releases;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, in the order in which it is found. For one thread. */
final class Findings {
    private final List<Finding> found = new ArrayList<>();

    void add(StoreFault fault, String file, String expected, String actual) {
        add(fault.code(), file, "expected " + expected + ", found " + actual);
    }

    void add(String code, String file, String message) {
        found.add(new Finding(code, file, message));
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
