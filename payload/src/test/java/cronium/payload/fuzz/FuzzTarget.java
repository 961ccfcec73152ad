package cronium.payload.fuzz;

import cronium.payload.archive.ArchiveFuzz;
import cronium.payload.archive.TarFuzz;
import cronium.payload.manifest.ManifestFuzz;
import cronium.payload.signing.BundleFuzz;
import cronium.payload.signing.DigestFileFuzz;
import cronium.payload.signing.EncryptedKeyFuzz;
import cronium.payload.signing.GrantFuzz;
import cronium.payload.signing.KeyFuzz;
import cronium.payload.signing.PolicyFuzz;
import cronium.payload.signing.SignatureFuzz;
import java.util.List;

/**
 * A reader of untrusted bytes, to be run with any bytes: it throws something exactly if it does not do what is documented.
 *
 * @param type the class that the fuzzer starts
 * @param input the same as a function
 * @param seeds what the fuzzer begins with, beside the corpus
 * @param maxBytes the longest input worth trying; longer ones find the same ways
 */
public record FuzzTarget(Class<?> type, Input input, Seeds seeds, int maxBytes) {

    /** Reads one input. */
    public interface Input {
        void read(byte[] input) throws Exception;
    }

    /** Makes inputs that are right, or wrong in a known way. */
    public interface Seeds {
        List<byte[]> make() throws Exception;
    }

    static List<FuzzTarget> all() {
        return List.of(
                new FuzzTarget(ManifestFuzz.class, ManifestFuzz::fuzzerTestOneInput, ManifestFuzz::seeds, 4 << 10),
                new FuzzTarget(ArchiveFuzz.class, ArchiveFuzz::fuzzerTestOneInput, ArchiveFuzz::seeds, 4 << 10),
                new FuzzTarget(TarFuzz.class, TarFuzz::fuzzerTestOneInput, TarFuzz::seeds, 16 << 10),
                new FuzzTarget(SignatureFuzz.class, SignatureFuzz::fuzzerTestOneInput, SignatureFuzz::seeds, 200),
                new FuzzTarget(BundleFuzz.class, BundleFuzz::fuzzerTestOneInput, BundleFuzz::seeds, 1 << 10),
                new FuzzTarget(DigestFileFuzz.class, DigestFileFuzz::fuzzerTestOneInput, DigestFileFuzz::seeds, 200),
                new FuzzTarget(PolicyFuzz.class, PolicyFuzz::fuzzerTestOneInput, PolicyFuzz::seeds, 1 << 10),
                new FuzzTarget(GrantFuzz.class, GrantFuzz::fuzzerTestOneInput, GrantFuzz::seeds, 1 << 10),
                new FuzzTarget(KeyFuzz.class, KeyFuzz::fuzzerTestOneInput, KeyFuzz::seeds, 1 << 10),
                new FuzzTarget(
                        EncryptedKeyFuzz.class,
                        EncryptedKeyFuzz::fuzzerTestOneInput,
                        EncryptedKeyFuzz::seeds,
                        1 << 10));
    }

    String name() {
        return type.getSimpleName();
    }

    /** For the names of parameterised tests. */
    @Override
    public String toString() {
        return name();
    }
}
