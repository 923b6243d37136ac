package io.tierline.kit.database;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps one connection on which PostgreSQL tells what was said on the listeners' channels, and takes another when it is
 * lost. A notification can be missed: whoever needs it has to find by itself, too, though later.
 */
@ApplicationScoped
class Listening {

    private static final Logger LOG = Logger.getLogger(Listening.class);

    private final Database database;
    private final List<Listener> listeners;
    private final AtomicBoolean listening = new AtomicBoolean();

    Listening(Database database, @All List<Listener> listeners) {
        this.database = database;
        this.listeners = listeners;
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> listen() {
        if (listeners.isEmpty() || !listening.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return database.pool()
                .getConnection()
                .chain(this::listenOn)
                .onFailure()
                .invoke(failure -> {
                    LOG.debugf("Cannot listen: %s", failure);
                    listening.set(false);
                })
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> listenOn(SqlConnection connection) {
        PgConnection postgres = PgConnection.cast(connection.getDelegate());
        postgres.notificationHandler(said -> listeners.stream()
                .filter(listener -> listener.channel().equals(said.getChannel()))
                .forEach(listener -> listener.heard(said.getPayload())));
        postgres.closeHandler(closed -> listening.set(false));
        return connection
                .query(listeners.stream()
                        .map(listener -> "listen " + listener.channel())
                        .collect(Collectors.joining("; ")))
                .execute()
                .invoke(() -> listeners.forEach(Listener::began))
                .replaceWithVoid()
                .onFailure()
                .call(connection::close);
    }
}
