package io.tierline.kit.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The limits of the pool that configuration does not reach. */
@ApplicationScoped
public class PoolLimits implements PgPoolCreator {

    /** How long a request waits for a connection before it is told to come back. */
    private static final Duration FOR_A_CONNECTION = Duration.ofSeconds(5);

    /**
     * How long a connection may say nothing before it is taken for dead, such as when its machine is gone without a
     * word. Longer than all limits of the server ({@code idle_in_transaction_session_timeout} is the longest), so that
     * nothing that still works is cut.
     */
    private static final Duration OF_SILENCE = Duration.ofSeconds(75);

    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> servers = new ArrayList<>(input.pgConnectOptionsList());
        servers.forEach(server -> limitSilence(server, OF_SILENCE));
        return PgBuilder.pool()
                .with(limitWaiting(input.poolOptions(), FOR_A_CONNECTION))
                .connectingTo(servers)
                .using(input.vertx())
                .build();
    }

    static PoolOptions limitWaiting(PoolOptions pool, Duration atMost) {
        return pool.setConnectionTimeout((int) atMost.toMillis()).setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    static void limitSilence(SqlConnectOptions server, Duration atMost) {
        ((PgConnectOptions) server).setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setReadIdleTimeout((int)
                atMost.toMillis());
    }
}
