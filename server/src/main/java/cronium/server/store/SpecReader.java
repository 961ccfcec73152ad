package cronium.server.store;

import cronium.server.domain.EventSpec;
import cronium.server.domain.ScriptFile;
import java.util.List;

/** Makes a specification of what {@link NewVersion} had as its document, and of its files. */
@FunctionalInterface
public interface SpecReader {
    EventSpec read(String document, List<ScriptFile> files);
}
