package cronium.server.runners;

import cronium.server.domain.RunnerBinary;
import cronium.server.store.Database;
import java.nio.file.Path;
import java.util.Optional;

/** Which runner is put on hosts: the newest for their platform that was not retired and whose file is here. Thread-safe. */
public record RunnerChoice(Database database, RunnerFiles files) {
    /** Who keeps more than that of one platform in use, and none of the newest with its file, is told that there is none. */
    private static final int LOOKED_AT = 100;

    /**
     * A runner with its file.
     *
     * @param file as it was registered; not to be changed
     */
    public record Chosen(RunnerBinary runner, Path file) {}

    /**
     * The one for hosts of a platform; empty if there is none.
     *
     * @param platform such as {@code linux/amd64}
     */
    public Optional<Chosen> forPlatform(String platform) {
        for (RunnerBinary runner : database.runners().active(platform, LOOKED_AT)) {
            Optional<Path> file = files.find(runner.sha256());
            if (file.isPresent()) {
                return Optional.of(new Chosen(runner, file.get()));
            }
        }
        return Optional.empty();
    }
}
