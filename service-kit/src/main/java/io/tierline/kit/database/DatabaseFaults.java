package io.tierline.kit.database;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells failures of the database apart by what may be done about them; SQLSTATE classes of PostgreSQL, appendix A. */
public final class DatabaseFaults {

    private DatabaseFaults() {}

    /** The database refuses the rows themselves (class 22 data exception, 23 integrity violation): again is no use. */
    public static boolean isAboutTheData(Throwable failure) {
        return stateOf(failure).startsWith("22") || stateOf(failure).startsWith("23");
    }

    /** Two transactions got into each other's way (deadlock, serialisation, lock time-out): again at once may succeed. */
    public static boolean isCollision(Throwable failure) {
        return switch (stateOf(failure)) {
            case "40001", "40P01", "55P03" -> true;
            default -> false;
        };
    }

    /** The database cannot be reached, is shutting down or takes too long: again later may succeed. */
    public static boolean isTrouble(Throwable failure) {
        String state = stateOf(failure);
        return !state.isEmpty()
                        && (isCollision(failure)
                                || state.startsWith("08")
                                || state.startsWith("53")
                                || state.startsWith("57")
                                || state.startsWith("58"))
                || failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof VertxException
                // The pool's own "no connection within the limit" is not public but carries this type's name.
                || failure.getClass().getName().startsWith("io.vertx.core.impl.NoStackTrace")
                || failure.getClass().getName().startsWith("io.vertx.pgclient.impl")
                || failure.getCause() != null && failure.getCause() != failure && isTrouble(failure.getCause());
    }

    private static String stateOf(Throwable failure) {
        return failure instanceof PgException pg && pg.getSqlState() != null ? pg.getSqlState() : "";
    }
}
