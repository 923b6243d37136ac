package io.tierline.grading.tierchanges.persistence;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.tierchanges.application.TierChangeFeed;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Hears from PostgreSQL of tier changes that other instances have committed. Keeps one connection for it, and takes
 * another when it is lost; what it misses meanwhile the feed finds by itself.
 */
@ApplicationScoped
class ListenForTierChanges {

    private static final Logger LOG = Logger.getLogger(ListenForTierChanges.class);

    private final Database database;
    private final TierChangeFeed feed;
    private final AtomicBoolean listening = new AtomicBoolean();

    ListenForTierChanges(Database database, TierChangeFeed feed) {
        this.database = database;
        this.feed = feed;
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> listen() {
        if (!listening.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return database.pool()
                .getConnection()
                .chain(connection -> listenOn(connection))
                .onFailure()
                .invoke(failure -> {
                    LOG.debugf("Cannot listen for tier changes: %s", failure);
                    listening.set(false);
                })
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> listenOn(SqlConnection connection) {
        PgConnection postgres = PgConnection.cast(connection.getDelegate());
        postgres.notificationHandler(notification -> feed.wake(notification.getPayload()));
        postgres.closeHandler(closed -> listening.set(false));
        return connection
                .query("listen " + PostgresTierChanges.CHANNEL)
                .execute()
                .replaceWithVoid()
                .onFailure()
                .call(connection::close);
    }
}
