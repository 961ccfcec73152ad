package cronium.testkit.archives;

import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * An archive that looks strange and must unpack.
 *
 * @param oddity what is strange about it, in kebab-case
 * @param tree what it unpacks to: path to {@code directory}, {@code file:CONTENT} or {@code link:TARGET}
 * @param bytes makes the {@code tar.gz}
 */
public record OddArchive(String oddity, SortedMap<String, String> tree, Supplier<byte[]> bytes) {

    /** For the names of parameterised tests. */
    @Override
    public String toString() {
        return oddity;
    }
}
