package cronium.server.store;

/** What is done on one connection. */
@FunctionalInterface
interface Work<T, X extends Exception> {
    T in(Session session) throws X;
}
