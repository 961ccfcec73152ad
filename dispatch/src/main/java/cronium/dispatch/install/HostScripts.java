package cronium.dispatch.install;

import java.util.List;

/**
 * What is run on hosts: POSIX sh, each one line without single quotes, backslashes and exclamation marks, so that every login shell passes
 * it on as it is. What a shell prints at its start is not taken for an answer: those lines begin with {@code @cronium}.
 */
final class HostScripts {
    static final String MARK = "@cronium ";

    private static final String DIRECTORY =
            "umask 077; LC_ALL=C; export LC_ALL; d=${XDG_DATA_HOME:-$HOME/.local/share}/cronium/runners; ";

    /** Words: digests. Says the platform, then which are there. */
    private static final String PROBE = DIRECTORY
            + "echo \"@cronium platform $(uname -sm)\"; for s in \"$@\"; do f=$d/sha256-$s/cronium-runner; "
            + "if [ -f \"$f\" ]; then echo \"@cronium here $s $f\"; fi; done; echo \"@cronium end\"";

    /**
     * Words: digest, size, how many old ones to keep. A part belongs to the process that its name ends in; a part whose process is gone
     * is taken over by renaming it, which only one can. Then the offset is said and the rest read.
     */
    private static final String UPLOAD = DIRECTORY
            + "t=$d/sha256-$1; f=$t/cronium-runner; p=$d/part-$1.$$; "
            + "fail() { echo \"@cronium failed $*\"; exit 1; }; "
            + "e=$(mkdir -p \"$d\" 2>&1) || fail \"$e\"; chmod 700 \"$d\"; "
            + "for o in \"$d/part-$1.\"*; do if [ -f \"$o\" ]; then kill -0 \"${o##*.}\" 2>/dev/null || "
            + "if mv \"$o\" \"$p\" 2>/dev/null; then break; fi; fi; done; "
            + "e=$( { : >>\"$p\"; } 2>&1) || fail \"$e\"; n=$(wc -c <\"$p\"); n=$((n)); "
            + "if [ \"$n\" -gt \"$2\" ]; then : >\"$p\"; n=0; fi; echo \"@cronium offset $n\"; "
            + "e=$( { cat >>\"$p\"; } 2>&1) || fail \"$e\"; n=$(wc -c <\"$p\"); n=$((n)); "
            + "if [ \"$n\" -lt \"$2\" ]; then fail \"short $n\"; fi; "
            + "if command -v sha256sum >/dev/null; then h=$(sha256sum <\"$p\"); "
            + "elif command -v openssl >/dev/null; then h=$(openssl dgst -sha256 -r <\"$p\"); else fail \"no digest tool\"; fi; "
            + "h=${h%% *}; if [ \"$h\" = \"$1\" ]; then :; else rm -f \"$p\"; fail \"digest $h\"; fi; "
            + "chmod 700 \"$p\"; sync \"$p\" 2>/dev/null; e=$(mkdir -p \"$t\" 2>&1) || fail \"$e\"; "
            + "e=$(mv -f \"$p\" \"$f\" 2>&1) || fail \"$e\"; sync \"$t\" 2>/dev/null; echo \"@cronium installed $f\"; "
            + "u=$(cat /proc/[0-9]*/cmdline 2>/dev/null | tr -c \"[:print:]\" \" \"); k=0; "
            + "for o in $(ls -t \"$d\"); do case \"$o\" in sha256-*) k=$((k+1)); if [ \"$k\" -gt \"$3\" ]; then "
            + "case \"$u\" in *\"/$o/\"*) ;; *) rm -rf \"$d/$o\";; esac; fi;; esac; done; echo \"@cronium end\"";

    /** Words: the runner. First as a program, then by sh. */
    private static final String TRY = "LC_ALL=C; export LC_ALL; "
            + "if e=$(\"$1\" --version 2>&1 </dev/null); then echo \"@cronium runs direct\"; "
            + "elif s=$(sh \"$1\" --version 2>&1 </dev/null); then echo \"@cronium runs sh\"; "
            + "else echo \"@cronium failed $(echo \"$e; by sh: $s\" | tr -c \"[:print:]\" \" \")\"; fi; echo \"@cronium end\"";

    /** Words: the file's name. What is read becomes a key that runners of this user trust. */
    private static final String TRUST =
            "umask 077; LC_ALL=C; export LC_ALL; d=${XDG_CONFIG_HOME:-$HOME/.config}/cronium/trust; "
                    + "if e=$( { mkdir -p \"$d\" && cat >\"$d/.$1.new\" && mv -f \"$d/.$1.new\" \"$d/$1\"; } 2>&1); "
                    + "then echo \"@cronium trusts $d\"; else echo \"@cronium failed $e\"; fi";

    private HostScripts() {}

    static String probe(List<String> digests) {
        return command(PROBE, String.join(" ", digests));
    }

    static String upload(RunnerFile runner, int kept) {
        return command(UPLOAD, runner.sha256() + " " + runner.size() + " " + kept);
    }

    static String tryOut(String path) {
        return command(TRY, quoted(path));
    }

    static String trust(String name) {
        return command(TRUST, name);
    }

    private static String command(String script, String words) {
        return "exec sh -c '" + script + "' sh " + words;
    }

    /** For login shells that end a quoted word at the next quote. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\"'\"'") + "'";
    }
}
