package cronium.payload.archive;

import cronium.payload.PayloadException;
import java.util.Optional;

/** An archive, or a folder to be packed, was refused. The message is safe to print: names in it are clipped and escaped. */
public final class ArchiveException extends PayloadException {
    private final ArchiveFault fault;
    private final String entry;
    private final String expected;
    private final String found;

    private ArchiveException(ArchiveFault fault, String entry, String expected, String found) {
        super(
                fault.code(),
                (entry.isEmpty() ? "archive" : "archive entry " + entry) + ": expected " + expected + ", found "
                        + found);
        this.fault = fault;
        this.entry = entry;
        this.expected = expected;
        this.found = found;
    }

    /** A fault of the archive as a whole. */
    static ArchiveException of(ArchiveFault fault, String expected, String found) {
        return new ArchiveException(fault, "", expected, found);
    }

    /** A fault of one entry, whose name is still as the archive has it. */
    static ArchiveException at(ArchiveFault fault, String entry, String expected, String found) {
        return new ArchiveException(fault, Printable.quoted(entry), expected, found);
    }

    public ArchiveFault fault() {
        return fault;
    }

    /** The entry's name, quoted, clipped and escaped; empty when the fault is not of one entry. */
    public Optional<String> entry() {
        return entry.isEmpty() ? Optional.empty() : Optional.of(entry);
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
