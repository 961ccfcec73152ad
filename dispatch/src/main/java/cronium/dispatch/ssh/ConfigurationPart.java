package cronium.dispatch.ssh;

import java.util.List;

/** What a file like {@code ~/.ssh/config} consists of. */
sealed interface ConfigurationPart permits ConfigurationLine, ConfigurationPart.Included {
    /** The files of an {@code Include}: they hold where it stands, and a section that begins in one ends with it. */
    record Included(List<List<ConfigurationPart>> files) implements ConfigurationPart {
        public Included {
            files = List.copyOf(files);
        }
    }
}
