package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one-file runner built once more, in another directory, is the same bytes. */
@ExtendWith(HostExtension.class)
class SameRunnerBytesIT {
    @Test
    void twoBuildsInDifferentDirectoriesAreTheSameFile(Host host) throws IOException, InterruptedException {
        Path elsewhere = host.freshDirectory("else where");
        Finished built = RunnerBuild.into(host, elsewhere).run();

        assertThat(built.exitCode()).as(built.errText()).isZero();
        Path second = elsewhere.resolve(OneFile.built().getFileName());
        assertThat(Folders.names(elsewhere))
                .containsExactly(second.getFileName().toString());
        assertThat(Sha256.hex(Files.readAllBytes(second))).isEqualTo(Sha256.hex(Files.readAllBytes(OneFile.built())));
    }
}
