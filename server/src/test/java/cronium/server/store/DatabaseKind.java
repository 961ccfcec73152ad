package cronium.server.store;

/** The databases that everything has to hold on. */
public enum DatabaseKind {
    SQLITE,
    POSTGRESQL
}
