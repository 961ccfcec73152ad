package cronium.dispatch.connection;

import cronium.protocol.Bytes;
import cronium.protocol.ProofFile;
import java.util.List;

/**
 * What is to run, at most once under its id, however often it is submitted.
 *
 * @param proof what stands beside the payload, such as its signature
 * @param options words as for {@code cronium-runner run}, those that docs/running.md names for clients
 * @param secrets lines as {@code --secrets-from} reads them
 */
public record Submission(
        String execution, PayloadSource payload, List<ProofFile> proof, List<String> options, Bytes secrets) {
    public Submission {
        proof = List.copyOf(proof);
        options = List.copyOf(options);
    }

    /** Options may have values that are not for everybody. */
    @Override
    public String toString() {
        return "Submission[execution=" + execution + ", payload=" + payload.digest() + "]";
    }
}
