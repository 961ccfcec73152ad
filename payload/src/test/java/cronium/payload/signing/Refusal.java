package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** That something is refused, for this reason and in these words. */
final class Refusal {
    private Refusal() {}

    static void of(SignatureFault fault, ThrowingCallable call, String... words) {
        SignatureException refused = catchThrowableOfType(SignatureException.class, call);
        assertThat(refused).as("expected " + fault + ", found no refusal").isNotNull();
        assertThat(refused.fault()).as(refused.getMessage()).isEqualTo(fault);
        assertThat(refused.code()).isEqualTo(fault.code());
        for (String word : words) {
            assertThat(refused.getMessage()).contains(word);
        }
    }
}
