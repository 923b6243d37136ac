package io.tierline.kit.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Units of work on the service's own database. Each waits at most 5 s for a connection and uses it for at most 28 s;
 * what runs out fails as {@linkplain DatabaseFaults#isTrouble trouble of the database}.
 */
@ApplicationScoped
public class Database {

    private static final int COLLISION_RETRIES = 8;

    private final Pool pool;
    private final Pool statements;
    private final VertxInternal vertx;
    private final Limits limits;
    private final ConnectionQueue queue;
    private volatile long lastSuccess = System.nanoTime() - Duration.ofDays(1).toNanos();

    @Inject
    Database(
            Pool pool,
            Vertx vertx,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int connections) {
        this(pool, vertx, connections, Limits.NORMAL);
        Gauge.builder("tierline.database.waiting", queue, ConnectionQueue::size)
                .description("Units of work that wait for a connection to the database")
                .register(meters);
    }

    Database(Pool pool, Vertx vertx, int connections, Limits limits) {
        this.pool = pool;
        this.statements = new Statements(pool, this);
        this.vertx = (VertxInternal) vertx;
        this.limits = limits;
        this.queue = new ConnectionQueue(connections);
    }

    /**
     * Runs the work in one transaction and commits it; a failure rolls back. Collisions with other transactions
     * (deadlock, lock time-out) are tried again, so the work has to be repeatable. The work runs to its end even when
     * the client hangs up: a transaction is never left half way.
     */
    public <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        Uni<T> transaction = onConnection(connection -> inTransaction(connection, work))
                .onFailure(DatabaseFaults::isCollision)
                .retry()
                .withBackOff(Duration.ofMillis(10), Duration.ofMillis(500))
                .atMost(COLLISION_RETRIES)
                .onFailure(IllegalStateException.class)
                .transform(Database::unwrapExhaustedRetries);
        return uncancelled(transaction);
    }

    /**
     * For single statements that need no transaction of their own. A statement whose caller goes away is not begun, or
     * is ended after 5 s; one that writes belongs into {@link #uncancelled}.
     */
    public Pool pool() {
        return statements;
    }

    /**
     * The same work on a subscription of its own, which a cancellation downstream does not reach. To be put around
     * every transaction of Hibernate Reactive, which a cancellation would leave open with its connection lost.
     */
    public static <T> Uni<T> uncancelled(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }

    /** Whether the database has done something for us within this time. */
    boolean hasAnsweredWithin(Duration time) {
        return System.nanoTime() - lastSuccess < time.toNanos();
    }

    <T> Uni<T> onConnection(Function<SqlConnection, Uni<T>> work) {
        return ConnectionUse.of(pool, queue, limits, vertx, work).invoke(() -> lastSuccess = System.nanoTime());
    }

    private static <T> Uni<T> inTransaction(SqlConnection connection, Function<SqlConnection, Uni<T>> work) {
        return connection
                .begin()
                .chain(transaction -> Uni.createFrom()
                        .deferred(() -> work.apply(connection))
                        .onItemOrFailure()
                        .transformToUni((item, failure) -> failure == null
                                ? transaction.commit().replaceWith(item)
                                : rolledBack(transaction)
                                        .chain(() -> Uni.createFrom().failure(failure))));
    }

    /** A rollback that fails leaves a connection that is closed, and with it the transaction. */
    private static Uni<Void> rolledBack(Transaction transaction) {
        return transaction.rollback().onFailure().recoverWithNull();
    }

    /** Mutiny reports exhausted retries as an IllegalStateException around the real failure. */
    private static Throwable unwrapExhaustedRetries(Throwable failure) {
        return failure.getCause() != null && DatabaseFaults.isCollision(failure.getCause())
                ? failure.getCause()
                : failure;
    }
}
