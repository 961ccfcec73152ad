package cronium.testkit.children;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChildTest {
    @ParameterizedTest
    @EnumSource
    void aChildSaysAtItsTopWhatItDoes(Child child) throws IOException {
        assertThat(new String(child.text(), StandardCharsets.UTF_8)).startsWith("# ");
    }
}
