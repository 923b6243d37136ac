package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.patchSummary;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Since when calls have their summary: in the event, and for calls from before that was kept. */
@QuarkusTest
class SummaryTimesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Test
    void eventTellsSinceWhenTheCallHasItsSummary() {
        // Given
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));

        // When
        putSummary("acme", id, Summaries.meeting()).then().statusCode(200);
        patchSummary("acme", id, Map.of("outcome", "D")).then().statusCode(200);

        // Then
        String given = summarisedAt(id, 2);
        assertThat(summarisedAt(id, 1)).isNull();
        assertThat(given).isNotNull();
        assertThat(summarisedAt(id, 3)).isEqualTo(given);
    }

    @Test
    void historyTellsOfOlderCalls_sinceWhenTheyHaveTheirSummary() throws IOException {
        // Given calls of every kind of history
        String tenant = uniqueTenant();
        recorded(tenant, SubmittedCalls.unsummarised(uniqueId()));
        recorded(tenant, SubmittedCalls.answered(uniqueId()));
        String corrected = recorded(tenant, SubmittedCalls.answered(uniqueId()));
        putSummary(tenant, corrected, Summaries.meeting()).then().statusCode(200);
        String later = recorded(tenant, SubmittedCalls.unsummarised(uniqueId()));
        putSummary(tenant, later, Summaries.meeting()).then().statusCode(200);
        patchSummary(tenant, later, Map.of("outcome", "D")).then().statusCode(200);
        String again = recorded(tenant, SubmittedCalls.answered(uniqueId()));
        patchSummary(tenant, again, Collections.singletonMap("outcome", null))
                .then()
                .statusCode(200);
        String takenBack = recorded(tenant, SubmittedCalls.answered(uniqueId()));
        patchSummary(tenant, takenBack, Collections.singletonMap("outcome", null))
                .then()
                .statusCode(200);
        putSummary(tenant, again, Summaries.meeting()).then().statusCode(200);
        patchSummary(tenant, again, Map.of("outcome", "D")).then().statusCode(200);
        Map<String, Object> kept = summaryTimes(tenant);
        pool.preparedQuery("update call set summarised_at = null where tenant = $1")
                .execute(Tuple.of(tenant))
                .await()
                .atMost(PATIENCE);

        // When
        pool.query(backfill()).execute().await().atMost(PATIENCE);

        // Then
        assertThat(kept).hasSize(6).containsEntry(takenBack, null);
        assertThat(summaryTimes(tenant)).isEqualTo(kept);
    }

    private static String summarisedAt(String callId, int revision) {
        return PublishedCalls.revision("acme", callId, revision).json().getString("summarisedAt");
    }

    private Map<String, Object> summaryTimes(String tenant) {
        Map<String, Object> times = new HashMap<>();
        pool.preparedQuery("select call_id, summarised_at from call where tenant = $1")
                .execute(Tuple.of(tenant))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> times.put(row.getString("call_id"), row.getOffsetDateTime("summarised_at")));
        return times;
    }

    private static String backfill() throws IOException {
        try (InputStream migration =
                SummaryTimesTest.class.getResourceAsStream("/db/migration/V15__summary_times.sql")) {
            String sql = new String(migration.readAllBytes(), UTF_8);
            return sql.substring(sql.indexOf("update call"));
        }
    }
}
