package cronium.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RequiredToolTest {
    private static final RequiredTool MISSING = new RequiredTool("no-such-tool", "some-package");

    @Test
    void aToolOnThePathIsNotMissing() {
        assertThat(new RequiredTool("sh", "dash").missing("/no/such/directory::/bin", true))
                .isEmpty();
    }

    @Test
    void aMissingToolNamesThePackageToInstall() {
        assertThat(MISSING.missing("/bin", false))
                .hasValueSatisfying(why -> assertThat(why).contains("no-such-tool", "some-package"));
    }

    @Test
    void aMissingToolFailsWhereEverythingMustWork() {
        assertThatThrownBy(() -> MISSING.missing("/bin", true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("some-package");
    }
}
