package cronium.server.store;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The migrations of a dialect, by name: looking through the class path for them takes longer than running them. */
final class MigrationFiles implements ResourceProvider {
    private static final List<String> NAMES = List.of(
            "V1__tables.sql",
            "V2__rules.sql",
            "V3__words_by_name.sql",
            "V4__fan_out.sql",
            "V5__hosts_due.sql",
            "V6__host_login.sql",
            "V7__host_visits.sql",
            "V8__looked_for.sql");

    private final String folder;

    MigrationFiles(String folder) {
        this.folder = "/db/" + folder + "/";
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return NAMES.contains(name) ? new MigrationFile(folder, name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return NAMES.stream()
                .filter(name ->
                        name.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(name -> new MigrationFile(folder, name))
                .toList();
    }

    private static final class MigrationFile extends LoadableResource {
        private final String folder;
        private final String name;

        MigrationFile(String folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        @Override
        public Reader read() {
            InputStream file = Optional.ofNullable(MigrationFiles.class.getResourceAsStream(folder + name))
                    .orElseThrow(() -> new IllegalStateException("expected the resource " + folder + name));
            return new InputStreamReader(file, StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return folder + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return folder + name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
