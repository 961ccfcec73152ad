package cronium.server.store;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warnings and errors of a migration; what else it says is of no use to an operator. Public, since it is made by its name. */
public final class MigrationLog implements LogCreator {
    @Override
    public Log createLogger(Class<?> origin) {
        return new Warnings(LoggerFactory.getLogger(Migrations.class));
    }

    private record Warnings(Logger logger) implements Log {
        @Override
        public void debug(String message) {}

        @Override
        public void info(String message) {}

        @Override
        public void notice(String message) {}

        @Override
        public void warn(String message) {
            logger.warn(message);
        }

        @Override
        public void error(String message) {
            logger.error(message);
        }

        @Override
        public void error(String message, Exception cause) {
            logger.error(message, cause);
        }
    }
}
