package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one-file runner built once more, in another directory and for a store, is the same bytes. */
@ExtendWith(BuiltStoreExtension.class)
class SameRunnerBytesIT {
    @Test
    void twoBuildsInDifferentDirectoriesAreTheSameFile(BuiltStore store) throws IOException {
        assertThat(Sha256.hex(Files.readAllBytes(
                        store.version().resolve(OneFile.built().getFileName()))))
                .isEqualTo(Sha256.hex(Files.readAllBytes(OneFile.built())));
    }
}
