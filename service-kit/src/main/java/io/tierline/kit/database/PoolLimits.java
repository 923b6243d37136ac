package io.tierline.kit.database;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionBase;
import io.vertx.sqlclient.impl.Utils;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A pool whose connections are given up when the server has fallen silent: its machine is gone, or a router between us
 * forgets them. No signal says so; neither an end of the connection nor a reset ever arrives.
 */
@ApplicationScoped
public class PoolLimits implements PgPoolCreator {

    private static final Duration UNTIL_TAKEN_OUT = Duration.ofSeconds(1);

    @Override
    public Pool create(Input input) {
        return pool(input.vertx(), input.poolOptions(), input.pgConnectOptionsList(), Limits.NORMAL);
    }

    static Pool pool(Vertx vertx, PoolOptions options, List<? extends SqlConnectOptions> servers, Limits limits) {
        ConnectionFactory factory = PgDriver.INSTANCE.createConnectionFactory(vertx, Utils.roundRobinSupplier(servers));
        // The queue before the pool limits the wait (ConnectionQueue); the pool's own limit may lose a connection.
        return PgBuilder.pool()
                .with(options.setConnectionTimeout(0))
                .connectingTo(new ArrayList<>(servers))
                .using(vertx)
                .build()
                .connectionProvider(context -> connect(vertx, factory, context, limits));
    }

    private static Future<SqlConnection> connect(
            Vertx vertx, ConnectionFactory factory, Context context, Limits limits) {
        Promise<SqlConnection> connected = Promise.promise();
        long timer = vertx.setTimer(
                limits.connect().toMillis(),
                id -> connected.tryFail(new VertxException("The database does not let us in", true)));
        factory.connect(context).onComplete(attempt -> {
            vertx.cancelTimer(timer);
            if (attempt.failed()) {
                connected.tryFail(attempt.cause());
            } else if (connected.future().isComplete()) {
                attempt.result().close();
            } else {
                socket(attempt.result()).channelHandlerContext().pipeline().addFirst(new Silence(limits));
                connected.complete(attempt.result());
            }
        });
        return connected.future();
    }

    /** Closes the connection under whatever runs on it; completes when it is closed. The pool takes it out by itself. */
    static Future<Void> close(io.vertx.mutiny.sqlclient.SqlConnection connection) {
        Promise<Void> closed = Promise.promise();
        Channel channel = channel(connection);
        channel.closeFuture().addListener(done -> closed.complete());
        // Not the channel's own close: the protocol's handler makes of it a farewell, and waits for the server to hang
        // up.
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) {
            first.close();
        }
        return closed.future();
    }

    /** Gives the connection back to the pool; one that is closed only when the pool has taken it out, or it would be lent again. */
    static void giveBack(io.vertx.mutiny.sqlclient.SqlConnection connection) {
        if (channel(connection).isActive()) {
            connection.closeAndForget();
        } else {
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(UNTIL_TAKEN_OUT)
                    .subscribe()
                    .with(nothing -> connection.closeAndForget());
        }
    }

    private static Channel channel(io.vertx.mutiny.sqlclient.SqlConnection connection) {
        return socket(connection.getDelegate()).channelHandlerContext().channel();
    }

    private static NetSocketInternal socket(SqlConnection connection) {
        Connection inner = ((SqlConnectionBase<?>) connection).unwrap();
        return ((SocketConnectionBase) inner.unwrap()).socket();
    }

    /**
     * Closes a connection on which nothing arrives since something was last sent, whether a statement waits on it or it
     * rests in the pool. A rest does not count against the statement that ends it. First in its pipeline, where closing is
     * closing.
     */
    private static final class Silence extends IdleStateHandler {

        Silence(Limits limits) {
            super(0, 0, limits.silence().toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        protected void channelIdle(ChannelHandlerContext channel, IdleStateEvent event) {
            channel.close();
        }
    }
}
