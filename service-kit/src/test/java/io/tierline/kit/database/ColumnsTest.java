package io.tierline.kit.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ColumnsTest {

    private record Reading(String name, Integer size, Long count, Boolean good, Instant at, byte[] raw) {}

    private static final Columns<Reading> COLUMNS = new Columns<Reading>()
            .text("name", Reading::name)
            .integer("size", Reading::size)
            .bigint("count", Reading::count)
            .flag("good", Reading::good)
            .instant("at", Reading::at)
            .bytes("raw", Reading::raw);

    @Inject
    Database database;

    @Test
    void expressionNumbersItsParametersFromWhereTheStatementIs() {
        assertThat(new Columns<String>()
                        .text("a", s -> s)
                        .integer("b", String::length)
                        .unnestFrom(3))
                .isEqualTo("unnest($3::text[], $4::int[]) as input(a, b)");
        assertThat(COLUMNS.names("input."))
                .isEqualTo("input.name, input.size, input.count, input.good, input.at, input.raw");
    }

    @Test
    void rowsArriveAsTheyWere_nullsAndNoneIncluded() {
        Instant at = Instant.parse("2026-11-23T01:30:00.123456Z");
        List<Row> rows = select(List.of(
                new Reading(
                        "{\"a\": \"ü, 电话 \\\" }", Integer.MIN_VALUE, Long.MAX_VALUE, true, at, "raw".getBytes(UTF_8)),
                new Reading(null, null, null, null, null, null)));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).getString("name")).isEqualTo("{\"a\": \"ü, 电话 \\\" }");
        assertThat(rows.get(0).getInteger("size")).isEqualTo(Integer.MIN_VALUE);
        assertThat(rows.get(0).getLong("count")).isEqualTo(Long.MAX_VALUE);
        assertThat(rows.get(0).getBoolean("good")).isTrue();
        assertThat(rows.get(0).getOffsetDateTime("at").toInstant()).isEqualTo(at);
        assertThat(rows.get(0).getBuffer("raw").getBytes()).isEqualTo("raw".getBytes(UTF_8));
        for (int column = 0; column < 6; column++) {
            assertThat(rows.get(1).getValue(column)).isNull();
        }
        assertThat(select(List.of())).isEmpty();
    }

    @Test
    void columnsGoWithWiderRows_andWithSingleValuesBeforeThem() {
        Columns<List<String>> wider = new Columns<String>()
                .text("first", text -> text)
                .<List<String>>over(row -> row.get(0))
                .text("second", row -> row.get(1));
        Row row = database.pool()
                .preparedQuery("select $1::text as single, input.* from " + wider.unnestFrom(2))
                .executeAndAwait(wider.bind(List.of(List.of("a", "b")), "s"))
                .iterator()
                .next();
        assertThat(row.getString("single") + row.getString("first") + row.getString("second"))
                .isEqualTo("sab");
    }

    private List<Row> select(List<Reading> readings) {
        return database
                .pool()
                .preparedQuery("select * from " + COLUMNS.unnestFrom(1))
                .executeAndAwait(COLUMNS.bind(readings))
                .stream()
                .toList();
    }
}
