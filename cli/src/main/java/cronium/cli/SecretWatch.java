package cronium.cli;

import cronium.payload.archive.PackObserver;
import cronium.payload.manifest.Excerpt;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at what is packed for the beginnings that well-known kinds of secrets have, and for names under which they are kept.
 * Never repeats what it found.
 */
final class SecretWatch implements PackObserver {
    /** The most warnings that help anyone. */
    private static final int MOST = 20;

    private static final List<Mark> MARKS = List.of(
            new Mark("PRIVATE KEY-----", 0, "a private key"),
            new Mark("AKIA", 16, "an AWS access key id"),
            new Mark("ghp_", 36, "a GitHub token"),
            new Mark("github_pat_", 22, "a GitHub token"),
            new Mark("glpat-", 20, "a GitLab token"),
            new Mark("xoxb-", 20, "a Slack token"),
            new Mark("xoxp-", 20, "a Slack token"),
            new Mark("sk_live_", 20, "a Stripe key"),
            new Mark("npm_", 36, "an npm token"));

    private static final Set<String> NAMES =
            Set.of(".env", ".netrc", ".pgpass", ".git-credentials", "credentials", "id_rsa", "id_ecdsa", "id_ed25519");

    private static final Pattern SECRET_VARIABLE =
            Pattern.compile("PASSW|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIAL", Pattern.CASE_INSENSITIVE);

    private final Set<String> warnings = new LinkedHashSet<>();
    private final boolean[] starts = new boolean[256];
    private String path = "";

    SecretWatch() {
        MARKS.forEach(mark -> starts[mark.text[0]] = true);
    }

    /** A text, how many letters and digits follow it, and what it is then. */
    private static final class Mark {
        private final byte[] text;
        private final int following;
        private final String kind;

        Mark(String text, int following, String kind) {
            this.text = text.getBytes(StandardCharsets.US_ASCII);
            this.following = following;
            this.kind = kind;
        }

        boolean isAt(byte[] bytes, int at, int length) {
            if (length - at < text.length + following) {
                return false;
            }
            for (int i = 0; i < text.length; i++) {
                if (bytes[at + i] != text[i]) {
                    return false;
                }
            }
            for (int i = at + text.length; i < at + text.length + following; i++) {
                if (!Character.isLetterOrDigit(bytes[i]) && bytes[i] != '_' && bytes[i] != '-') {
                    return false;
                }
            }
            return true;
        }
    }

    /** Looks at the names of variables that the manifest sets. */
    void environment(Set<String> names) {
        for (String name : names) {
            if (SECRET_VARIABLE.matcher(name).find()) {
                warn("the manifest's environment: " + name, "is named like a secret");
            }
        }
    }

    @Override
    public void file(String newPath) {
        path = newPath;
        if (NAMES.contains(newPath.substring(newPath.lastIndexOf('/') + 1))) {
            warn(path, "is a file in which secrets are kept");
        }
    }

    /** A secret that lies across two pieces is missed: this is a warning, not a proof. */
    @Override
    public void content(byte[] bytes, int length) {
        for (int at = 0; at < length; at++) {
            if (starts[bytes[at] & 0xff]) {
                for (Mark mark : MARKS) {
                    if (mark.isAt(bytes, at, length)) {
                        warn(path, "has what looks like " + mark.kind);
                    }
                }
            }
        }
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void warn(String where, String what) {
        if (warnings.size() < MOST) {
            warnings.add(Excerpt.bare(where) + " " + what);
        }
    }
}
