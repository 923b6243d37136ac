package io.tierline.kit.database;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells failures of the database apart by what may be done about them; SQLSTATE classes of PostgreSQL, appendix A.
 * Causes count too, for Hibernate and futures wrap what the client says.
 */
public final class DatabaseFaults {

    private static final int DEEPEST_CAUSE = 10;

    /** What Linux says of a socket's end, where Java has no type of its own for it. */
    private static final Set<String> OF_THE_SOCKET = Set.of(
            "Broken pipe",
            "Connection reset by peer",
            "Connection timed out",
            "Connection refused",
            "No route to host",
            "Network is unreachable");

    /** How the client words what it has no type for. */
    private static final List<String> OF_THE_CONNECTION = List.of(
            "Timeout", // for a connection of the pool
            "Connection is not active now",
            "Pending requests failed to be sent",
            "Pool closed");

    private DatabaseFaults() {}

    /** The database refuses the rows themselves (class 22 data exception, 23 integrity violation): again is no use. */
    public static boolean isAboutTheData(Throwable failure) {
        return hasState(failure, state -> state.startsWith("22") || state.startsWith("23"));
    }

    /** Two transactions got into each other's way (deadlock, serialisation, lock time-out): again at once may succeed. */
    public static boolean isCollision(Throwable failure) {
        return hasState(failure, DatabaseFaults::tellsOfCollision);
    }

    /** The database cannot be reached, is shutting down or takes too long: again later may succeed. */
    public static boolean isTrouble(Throwable failure) {
        return hasState(failure, DatabaseFaults::tellsOfTrouble)
                || causes(failure).anyMatch(DatabaseFaults::isOfTheConnection);
    }

    /** After this the server closes the connection. */
    static boolean endsTheSession(Throwable failure) {
        return causes(failure).anyMatch(cause -> cause instanceof PgException pg && "FATAL".equals(pg.getSeverity()));
    }

    private static boolean tellsOfCollision(String state) {
        return switch (state) {
            case "40001", "40P01", "55P03" -> true;
            default -> false;
        };
    }

    private static boolean tellsOfTrouble(String state) {
        return tellsOfCollision(state)
                || switch (state) {
                    // Read-only: a primary that has just become a standby. 25P03, 25P04: the session was ended for
                    // idling.
                    case "25006", "25P03", "25P04" -> true;
                    default -> state.matches("(08|53|57|58).*");
                };
    }

    private static boolean isOfTheConnection(Throwable failure) {
        return failure instanceof SocketException
                || failure instanceof IOException && OF_THE_SOCKET.contains(String.valueOf(failure.getMessage()))
                || failure instanceof UnknownHostException
                || failure instanceof TimeoutException
                || failure instanceof ClosedChannelException
                || failure instanceof ClosedConnectionException
                || failure instanceof ConnectionPoolTooBusyException
                // What our own limits end (ConnectionUse, PoolLimits), and what was lost in a closing connection.
                || failure.getClass() == VertxException.class
                || failure instanceof NoStackTraceThrowable && tellsOfTheConnection(failure.getMessage());
    }

    /** The same class is used for parameters that do not fit, which is our own mistake. */
    private static boolean tellsOfTheConnection(String message) {
        return message != null && OF_THE_CONNECTION.stream().anyMatch(message::startsWith);
    }

    private static boolean hasState(Throwable failure, Predicate<String> matching) {
        return causes(failure)
                .map(cause -> cause instanceof PgException pg ? pg.getSqlState() : null)
                .filter(Objects::nonNull)
                .anyMatch(matching);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST_CAUSE);
    }
}
