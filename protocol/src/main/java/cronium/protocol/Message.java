package cronium.protocol;

/** What a frame says. Constructors throw {@code IllegalArgumentException} for values that no frame may carry. */
public sealed interface Message permits ClientMessage, RunnerMessage {
    FrameType type();
}
