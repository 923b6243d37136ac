package io.tierline.kit.database;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.VertxException;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.function.Function;

/**
 * One use of a connection, from the wait for it until the pool has it back. Everything happens on one context, one step
 * at a time.
 *
 * <p>When its caller has gone, work that has not begun is never begun, and work that has begun goes on
 * for a few seconds; then its connection is cut, and the server ends the statement. A connection that was cut never
 * goes back to the pool, and no cancel request is ever sent: so nothing can hit the statement of the next user.
 */
final class ConnectionUse<T> {

    private static final long NONE = -1;

    private final Pool pool;
    private final ConnectionQueue queue;
    private final Limits limits;
    private final Function<SqlConnection, Uni<T>> work;
    private final UniEmitter<? super T> result;
    private final ContextInternal context;

    private boolean over;
    private SqlConnection connection;
    private long timer = NONE;

    private ConnectionUse(
            Pool pool,
            ConnectionQueue queue,
            Limits limits,
            VertxInternal vertx,
            Function<SqlConnection, Uni<T>> work,
            UniEmitter<? super T> result) {
        this.pool = pool;
        this.queue = queue;
        this.limits = limits;
        this.work = work;
        this.result = result;
        this.context = vertx.getOrCreateContext();
    }

    /** Does the work on a connection of the pool; fails when there is none in time, or when the work takes too long. */
    static <T> Uni<T> of(
            Pool pool,
            ConnectionQueue queue,
            Limits limits,
            VertxInternal vertx,
            Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().emitter(result -> {
            ConnectionUse<T> use = new ConnectionUse<>(pool, queue, limits, vertx, work, result);
            result.onTermination(() -> use.context.emit(nothing -> use.abandon()));
            use.context.emit(nothing -> use.begin());
        });
    }

    /** Called by the queue when there is a connection for this one after all. */
    void goAhead() {
        context.runOnContext(nothing -> connect());
    }

    private void begin() {
        if (over) {
            return;
        }
        if (queue.enter(this)) {
            connect();
        }
        if (connection == null && !over) {
            setTimer(limits.connection(), this::waitedTooLong);
        }
    }

    private void connect() {
        if (over) {
            queue.leave();
            return;
        }
        pool.getConnection().subscribe().with(this::start, failure -> {
            queue.leave();
            end(() -> result.fail(failure));
        });
    }

    private void start(SqlConnection taken) {
        if (over) {
            giveBack(taken);
            return;
        }
        connection = taken;
        // What happens to the connection fails the statement on it; without a handler it is printed, too.
        taken.exceptionHandler(failure -> {});
        setTimer(limits.use(), this::cut);
        Uni.createFrom()
                .deferred(() -> work.apply(taken))
                .subscribe()
                .with(item -> finish(() -> result.complete(item)), this::failed);
    }

    private void failed(Throwable failure) {
        if (connection != null && DatabaseFaults.endsTheSession(failure)) {
            // The server hangs up next: until then no other use may get the connection.
            PoolLimits.close(connection)
                    .onComplete(closed -> context.emit(nothing -> finish(() -> result.fail(failure))));
        } else {
            finish(() -> result.fail(failure));
        }
    }

    private void finish(Runnable answer) {
        if (connection != null) {
            giveBack(connection);
            connection = null;
            end(answer);
        }
    }

    private void waitedTooLong() {
        queue.giveUp(this);
        end(() -> result.fail(new VertxException(
                "No connection to the database within " + limits.connection().toMillis() + " ms", true)));
    }

    private void abandon() {
        if (over) {
            return; // The result has been delivered.
        }
        if (connection == null) {
            queue.giveUp(this);
            end(() -> {});
        } else {
            setTimer(limits.abandoned(), this::cut);
        }
    }

    /** Work that is not done on the closed connection's own news, because it waits for something else, ends here. */
    private void cut() {
        PoolLimits.close(connection)
                .onComplete(closed -> context.emit(nothing -> finish(
                        () -> result.fail(new VertxException("No answer from the database within the limit", true)))));
    }

    private void end(Runnable answer) {
        if (!over) {
            over = true;
            cancelTimer();
            answer.run();
        }
    }

    private void giveBack(SqlConnection taken) {
        PoolLimits.giveBack(taken);
        queue.leave();
    }

    private void setTimer(Duration after, Runnable then) {
        cancelTimer();
        timer = context.setTimer(after.toMillis(), id -> {
            timer = NONE;
            if (!over) {
                then.run();
            }
        });
    }

    private void cancelTimer() {
        if (timer != NONE) {
            context.owner().cancelTimer(timer);
            timer = NONE;
        }
    }
}
