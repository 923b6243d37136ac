package io.tierline.kit.database;

import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;

/** Units of work on the service's own database. */
@ApplicationScoped
public class Database {

    private static final int COLLISION_RETRIES = 8;

    /** The last resort: beyond all limits of the server, so that nobody waits for ever on a connection gone silent. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(2);

    private final Pool pool;

    Database(Pool pool) {
        this.pool = pool;
    }

    /**
     * Runs the work in one transaction and commits it; a failure rolls back. Collisions with other transactions
     * (deadlock, lock time-out) are tried again, so the work has to be repeatable. The work runs to its end even when
     * whoever waits for it goes away: a client that hangs up must not leave a transaction half way.
     */
    public <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        Uni<T> transaction = pool.withTransaction(work)
                .ifNoItem()
                .after(LONGEST_TRANSACTION)
                .failWith(() -> new VertxException("No answer from the database within the limit", true))
                .onFailure(DatabaseFaults::isCollision)
                .retry()
                .withBackOff(Duration.ofMillis(10), Duration.ofMillis(500))
                .atMost(COLLISION_RETRIES)
                .onFailure(IllegalStateException.class)
                .transform(Database::unwrapExhaustedRetries);
        return uncancelled(transaction);
    }

    /** The pool, for single statements that need no transaction of their own. */
    public Pool pool() {
        return pool;
    }

    /**
     * The same work on a subscription of its own, which a cancellation downstream does not reach. To be put around
     * every transaction of Hibernate Reactive, which a cancellation would leave open with its connection lost.
     */
    public static <T> Uni<T> uncancelled(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }

    /** Mutiny reports exhausted retries as an IllegalStateException around the real failure. */
    private static Throwable unwrapExhaustedRetries(Throwable failure) {
        return failure.getCause() != null && DatabaseFaults.isCollision(failure.getCause())
                ? failure.getCause()
                : failure;
    }
}
