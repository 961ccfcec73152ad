package cronium.cli.show;

/** What a list or a thing is shown as. Their names are what a command line has. */
public enum Format {
    /** For people; its form may change. */
    TABLE,
    /** As the server answers it. */
    JSON,
    /** The same as YAML. */
    YAML
}
