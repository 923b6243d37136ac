package io.tierline.kit.database;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Further databases on the same server, with an outbox of their own that nobody empties. */
public final class Databases {

    private Databases() {}

    /** A new database with the outbox and what republication needs. */
    public static Database withOutbox(Vertx vertx, PgConnectOptions server, String name) {
        empty(vertx, server, name);
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(16))
                .connectingTo(new PgConnectOptions(server).setDatabase(name))
                .using(vertx)
                .build();
        pool.query(script("V0_1__outbox")).executeAndAwait();
        pool.query(script("V0_2__republication")).executeAndAwait();
        return new Database(pool, vertx.getDelegate(), 16, Limits.NORMAL);
    }

    /** The database with a pool of its own and limits of a few seconds. */
    public static Database impatient(Vertx vertx, PgConnectOptions server, int connections) {
        PoolOptions options = new PoolOptions().setMaxSize(connections);
        Limits limits = new Limits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofMillis(300));
        Pool pool = Pool.newInstance(PoolLimits.pool(vertx.getDelegate(), options, List.of(server), limits));
        return new Database(pool, vertx.getDelegate(), connections, limits);
    }

    /** A new database with nothing in it. */
    public static void empty(Vertx vertx, PgConnectOptions server, String name) {
        Pool postgres = PgBuilder.pool().connectingTo(server).using(vertx).build();
        postgres.query("drop database if exists " + name + " with (force)").executeAndAwait();
        postgres.query("create database " + name).executeAndAwait();
        postgres.closeAndAwait();
    }

    private static String script(String name) {
        try (InputStream script = Databases.class.getResourceAsStream("/db/outbox/" + name + ".sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
