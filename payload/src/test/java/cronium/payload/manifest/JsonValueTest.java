package cronium.payload.manifest;

import static cronium.payload.manifest.Manifests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "12", "-12.5", "1e9", "1.5E-7", "1e+400", "123456789012345678901234567890"})
    void numbersOfJsonKeepTheirText(String written) throws ManifestException {
        assertThat(inputData(written)).isEqualTo(new JsonValue.Numeral(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"007", "0x1f", "+1", ".5", "1.", "1e", "-.", ".inf", ".nan", "1_000", "2025-01-01", "yes", "on"})
    void allElseThatLooksLikeANumberOrADateStaysText(String written) throws ManifestException {
        assertThat(inputData(written)).isEqualTo(new JsonValue.Text(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'12'", "\"12\"", "!!str 12", "! 12"})
    void whatIsWrittenAsTextIsText(String written) throws ManifestException {
        assertThat(inputData(written)).isEqualTo(new JsonValue.Text("12"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE"})
    void truthHasThreeSpellings(String written) throws ManifestException {
        assertThat(inputData(written)).isEqualTo(new JsonValue.Bool(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "1.", "NaN", "1 "})
    void aNumeralMadeInCodeIsCheckedToo(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonValue.Numeral(text));
    }

    private static JsonValue inputData(String written) throws ManifestException {
        return with("metadata:\n  inputData: " + written).metadata().inputData().orElseThrow();
    }
}
