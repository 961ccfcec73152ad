package cronium.releases;

import cronium.payload.PayloadException;
import cronium.payload.manifest.JsonValue;
import cronium.payload.signing.Json;
import cronium.payload.signing.Json.JsonException;
import cronium.payload.signing.JsonFields;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.RunnerSignature;
import cronium.payload.signing.SigningKey;
import cronium.payload.signing.TrustStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A DSSE envelope (github.com/secure-systems-lab/dsse, version 1) with one in-toto statement and one signature. */
public final class Envelope {
    /** The most bytes that are read; 256 KiB. */
    static final int MAX_BYTES = 256 << 10;

    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private final byte[] statement;
    private final byte[] signature;

    private Envelope(byte[] statement, byte[] signature) {
        this.statement = statement;
        this.signature = signature;
    }

    /**
     * Signs a statement.
     *
     * @return the envelope's text
     */
    public static String sign(String statement, SigningKey key) throws IOException, PayloadException {
        byte[] body = statement.getBytes(StandardCharsets.UTF_8);
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("payload", new JsonValue.Text(Base64.getEncoder().encodeToString(body)));
        fields.put("payloadType", new JsonValue.Text(PAYLOAD_TYPE));
        JsonValue signature = new JsonValue.Fields(
                Map.of("sig", new JsonValue.Text(key.sign(PayloadFile.of("statement", pae(body))))));
        fields.put("signatures", new JsonValue.Items(List.of(signature)));
        return JsonText.of(new JsonValue.Fields(fields));
    }

    static Envelope parse(byte[] content) throws JsonException {
        JsonFields root = Json.object(content);
        root.allowOnly(Set.of("payload", "payloadType", "signatures"));
        if (!root.text("payloadType").equals(PAYLOAD_TYPE)) {
            throw new JsonException("another payloadType than " + PAYLOAD_TYPE);
        }
        List<JsonFields> signatures = root.objects("signatures");
        if (signatures.size() != 1) {
            throw new JsonException(signatures.size() + " signatures");
        }
        signatures.getFirst().allowOnly(Set.of("keyid", "sig"));
        return new Envelope(
                root.base64("payload"), signatures.getFirst().text("sig").getBytes(StandardCharsets.US_ASCII));
    }

    /** Checks the signature; the name of the key that made it. */
    String signer(String title, TrustStore trust, Instant now) throws IOException, PayloadException {
        return RunnerSignature.verify(PayloadFile.of(title, pae(statement)).titled(title), signature, trust, now);
    }

    byte[] statement() {
        return statement.clone();
    }

    /** What is signed: DSSE's pre-authentication encoding. */
    private static byte[] pae(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head = "DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + body.length + " ";
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }
}
