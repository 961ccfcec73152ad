package cronium.e2e;

/**
 * A tree of processes that is hard to be rid of, as a function of bash. Every process of it carries {@code $MARK} in its
 * arguments, also where environment and working directory are cleared.
 */
enum NastyTree {
    CHILDREN("idle & idle & idle &"),
    IGNORES_SIGNALS("(trap '' TERM HUP INT QUIT; idle) &"),
    LEAVES_THE_SESSION("setsid bash -c 'exec -a \"$MARK\" sleep 600' &"),
    FORKS_TWICE("(setsid bash -c '(exec -a \"$MARK\" sleep 600 &)' &)"),
    CLEARS_ITS_ENVIRONMENT("(cd / && exec env -i setsid bash -c \"trap '' TERM HUP; exec -a '$MARK' sleep 600\") &"),
    CLOSES_ITS_OUTPUT("(exec >&- 2>&-; trap '' TERM; idle) &"),
    HOLDS_THE_OUTPUT_OPEN("setsid bash -c 'trap \"\" TERM HUP; exec -a \"$MARK\" sleep 600' &"),
    STOPS("(idle & kill -STOP $!) &"),
    RESPAWNS("(respawn() { (trap '' TERM HUP; sleep 0.01; respawn) & }; respawn) &"),
    GOES_DEEP("deep() { [ $1 -gt 0 ] && (deep $(($1 - 1)); idle) & }; deep 20"),
    IS_MANY("for i in {1..30}; do (trap '' TERM; idle) & done"),
    STORMS("(storm() { sleep 0.05; (storm &); (sleep 0.2; :) & }; trap '' TERM; storm; storm) &");

    private final String script;

    NastyTree(String script) {
        this.script = script;
    }

    /** A script that makes these trees, says {@code ready}, and then ends or waits. */
    static String script(boolean waits, NastyTree... trees) {
        StringBuilder text = new StringBuilder("export MARK\nidle() { exec -a \"$MARK\" sleep 600; }\n");
        for (NastyTree tree : trees) {
            text.append(tree.script).append('\n');
        }
        return text.append("echo ready\n")
                .append(waits ? "wait\nsleep 600\n" : "exit 7\n")
                .toString();
    }
}
