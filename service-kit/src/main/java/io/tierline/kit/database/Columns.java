package io.tierline.kit.database;

import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Rows as one array per column, so that a statement takes any number of them with a fixed number of parameters:
 * {@code unnest($1::text[], $2::int[]) as input(name, size)}. One statement text for all batch sizes is planned once
 * and has no limit of 65,535 parameters.
 *
 * @param <T> what one row is made from
 */
public final class Columns<T> {

    private record Column<T>(String name, String type, IntFunction<Object[]> array, Function<T, ?> value) {}

    private final List<Column<T>> columns = new ArrayList<>();

    /** A {@code text} column; also for types that PostgreSQL casts from text, such as {@code jsonb}. */
    public Columns<T> text(String name, Function<T, String> value) {
        return add(name, "text", String[]::new, value);
    }

    /** An {@code int} column. */
    public Columns<T> integer(String name, Function<T, Integer> value) {
        return add(name, "int", Integer[]::new, value);
    }

    /** A {@code bigint} column. */
    public Columns<T> bigint(String name, Function<T, Long> value) {
        return add(name, "bigint", Long[]::new, value);
    }

    /** A {@code boolean} column. */
    public Columns<T> flag(String name, Function<T, Boolean> value) {
        return add(name, "boolean", Boolean[]::new, value);
    }

    /** A {@code timestamptz} column. */
    public Columns<T> instant(String name, Function<T, Instant> value) {
        return add(name, "timestamptz", OffsetDateTime[]::new, value.andThen(Columns::inUtc));
    }

    /** A {@code bytea} column. */
    public Columns<T> bytes(String name, Function<T, byte[]> value) {
        return add(name, "bytea", io.vertx.core.buffer.Buffer[]::new, row -> {
            byte[] bytes = value.apply(row);
            return bytes == null ? null : Buffer.buffer(bytes).getDelegate();
        });
    }

    /** The table expression: {@code unnest($1::text[], …) as input(a, …)}, parameters numbered from {@code first}. */
    public String unnestFrom(int first) {
        StringBuilder sql = new StringBuilder("unnest(");
        for (int i = 0; i < columns.size(); i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append('$')
                    .append(first + i)
                    .append("::")
                    .append(columns.get(i).type())
                    .append("[]");
        }
        return sql.append(") as input(").append(names("")).append(')').toString();
    }

    /** The columns' names, separated by commas, each with the prefix (such as {@code input.}). */
    public String names(String prefix) {
        return columns.stream().map(column -> prefix + column.name()).collect(Collectors.joining(", "));
    }

    /** The same columns of rows that contain a {@code T} each, to add more columns to. */
    public <U> Columns<U> over(Function<U, T> inner) {
        Columns<U> wider = new Columns<>();
        columns.forEach(
                column -> wider.add(column.name(), column.type(), column.array(), inner.andThen(column.value())));
        return wider;
    }

    /** The statement's parameters: single values first, then the rows in the order of the columns. */
    public Tuple bind(Collection<T> rows, Object... before) {
        Tuple tuple = Tuple.tuple();
        for (Object value : before) {
            tuple.addValue(value);
        }
        for (Column<T> column : columns) {
            tuple.addValue(rows.stream().map(column.value()).toArray(column.array()));
        }
        return tuple;
    }

    /** An instant as the client wants it, or null. */
    public static OffsetDateTime inUtc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** The instant in a row's column, or null. */
    public static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private Columns<T> add(String name, String type, IntFunction<Object[]> array, Function<T, ?> value) {
        columns.add(new Column<>(name, type, array, value));
        return this;
    }
}
