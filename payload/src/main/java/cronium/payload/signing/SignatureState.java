package cronium.payload.signing;

import java.util.function.Function;

/** On what ground a payload may run. */
public sealed interface SignatureState {

    /** What one of these functions makes of it. In place of a switch over types, for which a cold JVM makes a class. */
    <T> T match(
            Function<? super Verified, ? extends T> ifVerified,
            Function<? super UnsignedAllowed, ? extends T> ifUnsignedAllowed,
            Function<? super Refused, ? extends T> ifRefused);

    /**
     * A trusted key made the signature.
     *
     * @param keyName the key's identity: its file name in the trust directory without {@code .pub}
     */
    record Verified(String keyName) implements SignatureState {
        @Override
        public <T> T match(
                Function<? super Verified, ? extends T> ifVerified,
                Function<? super UnsignedAllowed, ? extends T> ifUnsignedAllowed,
                Function<? super Refused, ? extends T> ifRefused) {
            return ifVerified.apply(this);
        }
    }

    /** Nothing was checked, because the operator said so in that very command. */
    record UnsignedAllowed() implements SignatureState {
        @Override
        public <T> T match(
                Function<? super Verified, ? extends T> ifVerified,
                Function<? super UnsignedAllowed, ? extends T> ifUnsignedAllowed,
                Function<? super Refused, ? extends T> ifRefused) {
            return ifUnsignedAllowed.apply(this);
        }
    }

    /**
     * It would have been refused; it runs because the mode is {@link TrustMode#WARN}.
     *
     * @param code of what it would have been refused for
     * @param message likewise
     */
    record Refused(String code, String message) implements SignatureState {
        @Override
        public <T> T match(
                Function<? super Verified, ? extends T> ifVerified,
                Function<? super UnsignedAllowed, ? extends T> ifUnsignedAllowed,
                Function<? super Refused, ? extends T> ifRefused) {
            return ifRefused.apply(this);
        }
    }
}
