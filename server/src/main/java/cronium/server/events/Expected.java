package cronium.server.events;

/** What a caller believes an event to be before it is saved. */
public sealed interface Expected {
    /** It does not matter. */
    record Any() implements Expected {}

    /** There is none of that name. */
    record Absent() implements Expected {}

    /** It has this version. */
    record Version(long number) implements Expected {}
}
