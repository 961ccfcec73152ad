package cronium.server.store;

/** The control plane's database. Thread-safe; every call is a transaction of its own. */
public final class Database implements AutoCloseable {
    private final Pools pools;
    private final Transactions transactions;
    private final SpecReader specs;

    private Database(Pools pools, Dialect dialect, SpecReader specs) {
        this.pools = pools;
        this.transactions = new Transactions(pools, dialect);
        this.specs = specs;
    }

    /**
     * Connects, and brings the tables to where this version of the program needs them.
     *
     * @param specs reads the documents of versions
     * @throws StoreException if the database cannot be reached or migrated
     */
    public static Database open(DatabaseSettings settings, SpecReader specs) {
        Dialect dialect = settings.isSqlite() ? new Sqlite() : new Postgresql();
        Pools pools = Transactions.opened(settings, () -> dialect.open(settings));
        try {
            Migrations.run(pools.writers(), dialect);
            return new Database(pools, dialect, specs);
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
    }

    public Events events() {
        return new Events(transactions, specs);
    }

    public Payloads payloads() {
        return new Payloads(transactions);
    }

    public Executions executions() {
        return new Executions(transactions);
    }

    public Rollouts rollouts() {
        return new Rollouts(transactions);
    }

    public Outputs outputs() {
        return new Outputs(transactions);
    }

    public Tokens tokens() {
        return new Tokens(transactions);
    }

    public Secrets secrets() {
        return new Secrets(transactions);
    }

    public AuditLog audit() {
        return new AuditLog(transactions);
    }

    public Hosts hosts() {
        return new Hosts(transactions);
    }

    public HostVisits hostVisits() {
        return new HostVisits(transactions);
    }

    public Runners runners() {
        return new Runners(transactions);
    }

    public Idempotency idempotency() {
        return new Idempotency(transactions);
    }

    /** Whether the database answers now. */
    public boolean isReachable() {
        return transactions.isReachable();
    }

    /** Waits for nobody: what is under way is broken off, and not committed. */
    @Override
    public void close() {
        pools.close();
    }
}
