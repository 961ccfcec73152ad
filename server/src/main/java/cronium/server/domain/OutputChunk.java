package cronium.server.domain;

/**
 * A piece of an execution's output. Both streams have one sequence, as the runner read them.
 *
 * @param number from 0, without gaps
 * @param stream 1 for standard output, 2 for standard error
 * @param offset of the first byte within its stream
 * @param nanos when the runner read its first byte, since the script's start
 * @param journalEnd where what follows it begins in the runner's journal, in bytes
 */
public record OutputChunk(long number, int stream, long offset, long nanos, long journalEnd, Bytes bytes) {}
