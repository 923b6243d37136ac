package io.tierline.kit.testing;

import io.tierline.kit.database.Database;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Rows as an earlier build of the service stored them: a file with a line {@code {"table": …, "row": {…}}} for each. */
public final class StoredRows {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Database database;
    private final Path file;

    public StoredRows(Database database, Path file) {
        this.database = database;
        this.file = file;
    }

    /** Writes what the tables have of a tenant into the file. */
    public void write(String tenant, List<String> tables) {
        StringBuilder lines = new StringBuilder();
        for (String table : tables) {
            run("select to_jsonb(one) as row from " + table + " one where tenant = $1 order by one::text", tenant)
                    .forEach(row -> lines.append(new JsonObject()
                                    .put("table", table)
                                    .put("row", row.getJsonObject("row"))
                                    .encode())
                            .append('\n'));
        }
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the rows of the file into their tables, unless they are there. */
    public void insert() {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String line : lines) {
            JsonObject stored = new JsonObject(line);
            String table = stored.getString("table");
            run(
                    "insert into " + table + " select * from jsonb_populate_record(null::" + table + ", $1)"
                            + " on conflict do nothing",
                    stored.getJsonObject("row"));
        }
    }

    private RowSet<Row> run(String sql, Object parameter) {
        return database.pool()
                .preparedQuery(sql)
                .execute(Tuple.of(parameter))
                .await()
                .atMost(LIMIT);
    }
}
