package cronium.dispatch.ssh;

/** How far a connection got. */
public enum Step {
    CONNECT("connecting"),
    GREETING("waiting for the greeting of an SSH server"),
    KEY_EXCHANGE("exchanging keys"),
    AUTHENTICATE("logging in"),
    CHANNEL("opening a channel"),
    USE("using the connection");

    private final String text;

    Step(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
