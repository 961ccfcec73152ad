package cronium.runner.secrets;

import cronium.payload.manifest.ExecBounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The secrets of one execution. Wiped when they are closed. */
public final class Secrets implements AutoCloseable {
    /** Of one secret. */
    static final int MOST_MASKED_BYTES = 1 << 16;
    /** Of all forms together: about 20 times the bytes of a token, 40 times those of a key in PEM. Takes 20 MB of memory. */
    static final int MOST_FORM_BYTES = 1_500_000;

    /** None. */
    public static final Secrets NONE = new Secrets(List.of());

    private final List<Secret> secrets;

    public Secrets(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    public List<Secret> all() {
        return secrets;
    }

    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        secrets.forEach(secret -> names.add(secret.name()));
        return names;
    }

    /** Names of those that are too short to be masked. */
    public List<String> notMasked() {
        return secrets.stream()
                .filter(secret -> !SecretForms.isMasked(secret))
                .map(Secret::name)
                .toList();
    }

    /**
     * What must not be shown, in every form.
     *
     * @throws SecretsException when that is too much to be looked for
     */
    public List<byte[]> forms() throws SecretsException {
        List<byte[]> forms = new ArrayList<>();
        int bytes = 0;
        for (Secret secret : secrets) {
            if (secret.value().length > MOST_MASKED_BYTES) {
                throw new SecretsException(secret + ": expected at most " + MOST_MASKED_BYTES
                        + " bytes, so that it can be masked, found " + secret.value().length);
            }
            for (byte[] form : SecretForms.of(secret)) {
                forms.add(form);
                bytes += form.length;
            }
            if (bytes > MOST_FORM_BYTES) {
                throw new SecretsException("expected secrets of at most " + MOST_FORM_BYTES
                        + " bytes in all the forms that are masked, found more with " + secret
                        + "; hand over fewer or shorter ones");
            }
        }
        return forms;
    }

    /**
     * As variables of an environment, in copies that cannot be wiped.
     *
     * @throws SecretsException when a value is no text or too long for a variable
     */
    public Map<String, String> environment() throws SecretsException {
        Map<String, String> environment = new LinkedHashMap<>();
        for (Secret secret : secrets) {
            String text = secret.text()
                    .orElseThrow(
                            () -> new SecretsException(secret + ": expected UTF-8, as a variable can only hold that "
                                    + "here, found other bytes; choose --secrets-as files"));
            var fault = ExecBounds.variableFault(secret.name(), text);
            if (fault.isPresent()) {
                throw new SecretsException(secret + ": " + fault.get() + "; choose --secrets-as files");
            }
            environment.put(secret.name(), text);
        }
        return environment;
    }

    @Override
    public void close() {
        secrets.forEach(Secret::wipe);
    }

    @Override
    public String toString() {
        return secrets.size() + " secrets";
    }
}
