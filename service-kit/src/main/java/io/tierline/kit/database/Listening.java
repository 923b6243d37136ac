package io.tierline.kit.database;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
    private volatile SqlConnection listening;

    Listening(Database database, @All List<Listener> listeners) {
        this.database = database;
        this.listeners = listeners;
    }

    /** Takes a connection when there is none; else asks it something, or it would count as silent and be closed. */
    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> listen() {
        if (listeners.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        SqlConnection current = listening;
        Uni<Void> done = current == null
                ? database.pool().getConnection().chain(this::listenOn)
                : current.query("select 1").execute().replaceWithVoid();
        return done.onFailure()
                .invoke(failure -> LOG.debugf("Cannot listen: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> listenOn(SqlConnection connection) {
        PgConnection postgres = PgConnection.cast(connection.getDelegate());
        postgres.notificationHandler(said -> listeners.stream()
                .filter(listener -> listener.channel().equals(said.getChannel()))
                .forEach(listener -> listener.heard(said.getPayload())));
        postgres.exceptionHandler(failure -> LOG.debugf("The listening connection is lost: %s", failure));
        postgres.closeHandler(closed -> {
            listening = null;
            PoolLimits.giveBack(connection);
        });
        return connection
                .query(listeners.stream()
                        .map(listener -> "listen " + listener.channel())
                        .collect(Collectors.joining("; ")))
                .execute()
                .invoke(() -> {
                    listening = connection;
                    listeners.forEach(Listener::began);
                })
                .replaceWithVoid()
                .onFailure()
                .call(connection::close);
    }
}
