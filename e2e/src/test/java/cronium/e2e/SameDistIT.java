package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An image linked once more, in another directory, packs to the same bytes. */
@ExtendWith(HostExtension.class)
class SameDistIT {
    @Test
    void twoBuildsInDifferentDirectoriesAreTheSameFiles(Host host) throws IOException, InterruptedException {
        Path image = host.fresh("im age");
        Path output = host.fresh("out put");
        end(RunnerBuild.program(host, "ImageBuilder", List.of(image.toString(), "--untrained")));
        end(RunnerBuild.program(
                host, "DistBuilder", List.of("--image", image.toString(), "--output", output.toString())));

        assertThat(Folders.names(output)).isEqualTo(Folders.names(Dist.directory()));
        assertThat(Files.readString(output.resolve("SHA256SUMS"))).isEqualTo(Files.readString(Dist.sums()));
    }

    private static void end(Launch launch) throws IOException, InterruptedException {
        Finished finished = launch.run();
        assertThat(finished.exitCode()).as(finished.errText()).isZero();
    }
}
