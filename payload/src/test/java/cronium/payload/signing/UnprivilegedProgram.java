package cronium.payload.signing;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Reads one file as the test names it and prints how it was refused; run without root's right to read everything. */
public final class UnprivilegedProgram {
    private UnprivilegedProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        try {
            switch (arguments[0]) {
                case "payload" -> PayloadFile.read(file, 1 << 20, file.resolveSibling("spool"));
                case "signature" ->
                    SignatureCheck.verify(
                            SigningFiles.payload(file, "payload"),
                            file,
                            TrustStore.read(file.resolveSibling("trust")),
                            SigningFiles.NOW);
                case "admission" -> {
                    try (PayloadFile payload = PayloadFile.read(file, 1 << 20, file.resolveSibling("spool"))) {
                        System.out.println(new Admission(
                                        file.resolveSibling("trust"),
                                        TrustMode.ENFORCE,
                                        InstantSource.fixed(Instant.EPOCH))
                                .admit(payload, file)
                                .signature());
                        return;
                    }
                }
                case "trust" -> TrustStore.read(file);
                case "key" -> SigningKey.read(file);
                case "descriptor" -> {
                    try (Passphrase passphrase =
                            PassphraseSource.named("fd:" + file, Map.of()).read()) {
                        System.out.println(passphrase.bytes().length + " bytes");
                        return;
                    }
                }
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            System.out.println("not refused");
        } catch (PayloadException e) {
            System.out.println(e.code() + " " + e.getMessage());
        }
    }
}
