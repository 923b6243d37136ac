package io.tierline.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GroupCommitOnPostgresTest {

    private static final Columns<String> COLUMNS =
            new Columns<String>().text("id", id -> id).text("body", id -> id.endsWith("-13") ? "refused" : "b");
    private static final String INSERT = "insert into note (id, body) select id, body from " + COLUMNS.unnestFrom(1);

    @Inject
    Database database;

    @Test
    void everyItemIsAnsweredAfterItsCommit_inFewTransactions_andTheRefusedOneFailsAlone() {
        List<Integer> groups = Collections.synchronizedList(new ArrayList<>());
        GroupCommit<String, String> commit = new GroupCommit<>(2, 100, 10_000, this::insert, groups::add);
        List<Uni<String>> answers = new ArrayList<>();
        IntStream.range(0, 1000)
                .forEach(i -> answers.add(commit.submit(i % 2 == 0 ? "x" : "y", "grouped-" + i)
                        .onItem()
                        .transformToUni(this::isThere)
                        .onFailure(DatabaseFaults::isAboutTheData)
                        .recoverWithItem("refused")));

        List<String> results =
                Uni.join().all(answers).andCollectFailures().await().atMost(Duration.ofSeconds(30));

        assertThat(Collections.frequency(results, "there")).isEqualTo(999);
        assertThat(results.get(13)).isEqualTo("refused");
        assertThat(groups.stream().mapToInt(n -> n).sum()).isEqualTo(999);
        assertThat(groups).hasSizeLessThan(100);
    }

    private Uni<List<String>> insert(List<String> ids) {
        return database.transaction(
                        transaction -> transaction.preparedQuery(INSERT).execute(COLUMNS.bind(ids)))
                .replaceWith(ids);
    }

    private Uni<String> isThere(String id) {
        return database.pool()
                .preparedQuery("select 1 from note where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Map.of(0, "missing", 1, "there").get(rows.size()));
    }
}
