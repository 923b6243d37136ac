package io.tierline.kit.trial;

import io.tierline.kit.database.Database;
import io.tierline.kit.database.Databases;
import io.tierline.kit.testing.Gate;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ways in which a database can be away, on pools of their own; the service's own pool stays well. */
@ApplicationScoped
public class Outages {

    private final Vertx vertx;
    private final PgConnectOptions well;
    private final Gate gate;
    private final Map<String, Database> databases = new ConcurrentHashMap<>();
    private volatile boolean consumingFails;
    private final AtomicInteger slow = new AtomicInteger();

    Outages(Vertx vertx, @ConfigProperty(name = "quarkus.datasource.reactive.url") String url) {
        this.vertx = vertx;
        this.well = PgConnectOptions.fromUri(url).setUser("postgres").setPassword("postgres");
        this.gate = new Gate(new InetSocketAddress(well.getHost(), well.getPort()));
    }

    /** A database of one connection for an outage. */
    public Database database(String outage) {
        return databases.computeIfAbsent(outage, this::make);
    }

    /** The gate in front of the databases {@code gated…}. */
    public Gate gate() {
        return gate;
    }

    /** How the database is reached when all is well. */
    public PgConnectOptions well() {
        return new PgConnectOptions(well);
    }

    /** How many slow transactions have begun. */
    public int slow() {
        return slow.get();
    }

    /** Ends all other sessions of the server's own database, as a restart of PostgreSQL does. */
    public void endAllSessions() {
        database("well")
                .pool()
                .query("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()")
                .executeAndAwait();
    }

    /** Whether consuming is to fail, as on a database that shuts down. */
    public void consumingFails(boolean fails) {
        consumingFails = fails;
    }

    boolean consumingFails() {
        return consumingFails;
    }

    void slowStarted() {
        slow.incrementAndGet();
    }

    private Database make(String outage) {
        PgConnectOptions options = well();
        if (outage.startsWith("gated")) {
            options.setPort(gate.port());
        }
        if (outage.equals("unknown-host")) {
            options.setHost("no-such-host.invalid");
        }
        Database database = Databases.impatient(vertx, options, 1);
        if (outage.equals("all-taken")) {
            SqlConnection taken = database.pool().getConnectionAndAwait();
            // Now and then, or it would count as silent and be closed.
            vertx.setPeriodic(
                    500,
                    id -> taken.query("select 1")
                            .execute()
                            .onFailure()
                            .recoverWithNull()
                            .subscribe()
                            .with(rows -> {}));
        }
        return database;
    }

    @PreDestroy
    void close() {
        databases.values().forEach(database -> database.pool().closeAndForget());
        gate.close();
    }
}
