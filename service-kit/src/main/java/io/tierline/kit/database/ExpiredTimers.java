package io.tierline.kit.database;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps a known noise off the console: the pool does not stop the timer of a request that has already failed, and the
 * timer then throws. With the database away that would be one stack trace for every request of the last seconds.
 */
@LoggingFilter(name = "expired-timers")
public final class ExpiredTimers implements Filter {

    @Override
    public boolean isLoggable(LogRecord record) {
        return !(record.getThrown() instanceof IllegalStateException thrown
                && "Result is already complete".equals(thrown.getMessage())
                && thrown.getStackTrace().length > 1
                && thrown.getStackTrace()[1].getClassName().startsWith("io.vertx.sqlclient.impl.pool"));
    }
}
