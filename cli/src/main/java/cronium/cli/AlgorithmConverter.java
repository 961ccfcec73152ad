package cronium.cli;

import cronium.payload.signing.KeyAlgorithm;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words for key algorithms. */
final class AlgorithmConverter implements ITypeConverter<KeyAlgorithm> {
    @Override
    public KeyAlgorithm convert(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "p256", "p-256" -> KeyAlgorithm.P256;
            case "ed25519" -> KeyAlgorithm.ED25519;
            default -> throw new TypeConversionException("expected p256 or ed25519, found '" + word + "'");
        };
    }
}
