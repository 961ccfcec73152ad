package cronium.testkit.archives;

import java.util.function.Supplier;

/**
 * An archive that must be refused.
 *
 * @param defect what is wrong with it, in kebab-case
 * @param code the code of the refusal
 * @param bytes makes the {@code tar.gz}
 */
public record HostileArchive(String defect, String code, Supplier<byte[]> bytes) {

    /** For the names of parameterised tests. */
    @Override
    public String toString() {
        return defect;
    }
}
