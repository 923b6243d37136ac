package io.tierline.kit.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedQuery;
import io.vertx.mutiny.sqlclient.Query;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;

/** The pool as its callers see it: every statement waits in the same queue and has the same limits. */
final class Statements extends Pool {

    private final Database database;

    Statements(Pool pool, Database database) {
        super(pool.getDelegate());
        this.database = database;
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return new Simple<>(database, connection -> connection.query(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return new Prepared<>(database, connection -> connection.preparedQuery(sql));
    }

    private static final class Simple<T> extends Query<T> {

        private final Database database;
        private final Function<SqlConnection, Query<T>> on;

        Simple(Database database, Function<SqlConnection, Query<T>> on) {
            super((io.vertx.sqlclient.Query<T>) null);
            this.database = database;
            this.on = on;
        }

        @Override
        public Uni<T> execute() {
            return database.onConnection(connection -> on.apply(connection).execute());
        }

        @Override
        public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
            return new Simple<>(database, on.andThen(query -> query.mapping(mapper)));
        }
    }

    private static final class Prepared<T> extends PreparedQuery<T> {

        private final Database database;
        private final Function<SqlConnection, PreparedQuery<T>> on;

        Prepared(Database database, Function<SqlConnection, PreparedQuery<T>> on) {
            super((io.vertx.sqlclient.PreparedQuery<T>) null);
            this.database = database;
            this.on = on;
        }

        @Override
        public Uni<T> execute() {
            return database.onConnection(connection -> on.apply(connection).execute());
        }

        @Override
        public Uni<T> execute(Tuple parameters) {
            return database.onConnection(connection -> on.apply(connection).execute(parameters));
        }

        @Override
        public Uni<T> executeBatch(List<Tuple> batch) {
            return database.onConnection(connection -> on.apply(connection).executeBatch(batch));
        }

        @Override
        public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
            return new Prepared<>(database, on.andThen(query -> query.mapping(mapper)));
        }
    }
}
