package cronium.payload.archive;

/** Everything that an archive can be refused for. */
public enum ArchiveFault {
    // Names
    ABSOLUTE_PATH("archive.absolute-path"),
    PARENT_PATH("archive.parent-path"),
    EMPTY_NAME("archive.empty-name"),
    NUL_IN_NAME("archive.nul-in-name"),
    NAME_NOT_UTF8("archive.name-not-utf8"),
    DUPLICATE_PATH("archive.duplicate-path"),
    BELOW_LINK("archive.below-link"),
    BELOW_FILE("archive.below-file"),

    // Links
    LINK_ESCAPES("archive.link-escapes"),
    LINK_LOOP("archive.link-loop"),
    EMPTY_LINK_TARGET("archive.empty-link-target"),
    DANGLING_HARDLINK("archive.dangling-hardlink"),
    HARDLINK_TO_NON_FILE("archive.hardlink-to-non-file"),

    // Types
    DEVICE("archive.device"),
    FIFO("archive.fifo"),
    SOCKET("archive.socket"),
    SPARSE("archive.sparse"),
    UNKNOWN_TYPE("archive.unknown-type"),

    // tar and gzip
    NOT_GZIP("archive.not-gzip"),
    RESERVED_FLAGS("archive.reserved-flags"),
    CORRUPT("archive.corrupt"),
    TRUNCATED("archive.truncated"),
    TRAILING_DATA("archive.trailing-data"),
    CHECKSUM("archive.checksum"),
    MALFORMED_HEADER("archive.malformed-header"),
    MALFORMED_PAX("archive.malformed-pax"),
    GLOBAL_PAX("archive.global-pax"),
    REPEATED_HEADER("archive.repeated-header"),
    STRAY_HEADER("archive.stray-header"),
    UNEXPECTED_SIZE("archive.unexpected-size"),

    // Limits
    TOO_MANY_ENTRIES("archive.too-many-entries"),
    TOO_LARGE("archive.too-large"),
    NAME_TOO_LONG("archive.name-too-long"),
    TOO_MANY_NAME_BYTES("archive.too-many-name-bytes"),
    HEADER_TOO_LARGE("archive.header-too-large"),
    TOO_DEEP("archive.too-deep"),
    RATIO("archive.ratio"),

    // Packing
    CHANGED_WHILE_READ("archive.changed-while-read");

    private final String code;

    ArchiveFault(String code) {
        this.code = code;
    }

    /** The stable name of the fault. */
    public String code() {
        return code;
    }
}
