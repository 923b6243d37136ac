package io.tierline.grading.care;

import static io.tierline.grading.StoredCustomers.open;
import static io.tierline.grading.StoredCustomers.set;
import static io.tierline.grading.StoredCustomers.won;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CareLogTest {

    private static final String LOG = "/v1/customers/acme/care";

    private final String tenant = newTenant();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void entryIsKeptWholly() {
        // Given
        won(tenant, "acme");

        // When
        Response answer = add("""
                {"entryId":"crm-812","kind":"problem","at":"%s","text":"Import stops","tags":[" import ","价格表"],"solution":"Split the file"}""".formatted(now.atOffset(ZoneOffset.ofHours(8))));

        // Then
        answer.then()
                .statusCode(201)
                .header("Location", endsWith(LOG + "/crm-812"))
                .header("ETag", "\"1\"");
        as(tenant, "rep")
                .get(LOG + "/crm-812")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("entryId", equalTo("crm-812"))
                .body("customerId", equalTo("acme"))
                .body("kind", equalTo("problem"))
                .body("at", equalTo(now.toString()))
                .body("text", equalTo("Import stops"))
                .body("score", nullValue())
                .body("tags", contains("import", "价格表"))
                .body("solution", equalTo("Split the file"))
                .body("resolution", equalTo("resolved"))
                .body("author", equalTo("rep@" + tenant))
                .body("revision", equalTo(1));
    }

    @Test
    void entryGetsAnIdAndTheTime_whenTheCallerGivesNone() {
        // Given
        won(tenant, "acme");

        // When
        Response answer = add("{\"kind\":\"question\",\"text\":\"Which ports?\"}");

        // Then
        answer.then().statusCode(201).body("resolution", equalTo("open"));
        assertThat((String) answer.path("entryId")).hasSize(26);
        assertThat(Instant.parse(answer.path("at"))).isBetween(now, Instant.now());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"key-info\",\"text\":\"t\"}",
                "{\"kind\":\"satisfaction\",\"score\":0}",
                "{\"kind\":\"satisfaction\",\"score\":10,\"text\":\"t\"}",
                "{\"kind\":\"usage\",\"text\":\"t\"}",
                "{\"kind\":\"concern\",\"text\":\"t\",\"tags\":[]}",
                "{\"kind\":\"question\",\"text\":\"t\",\"resolution\":\"open\",\"solution\":\"partly\"}",
                "{\"kind\":\"case\",\"text\":\"t\",\"solution\":\"s\"}",
                "{\"kind\":\"referral-request\"}"
            })
    void everyKindIsTaken(String body) {
        // Given
        won(tenant, "acme");

        // Then
        add(body).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|",
                "{}|/kind",
                "{\"kind\":\"gossip\",\"text\":\"t\"}|/kind",
                "{\"kind\":\"key-info\"}|/text",
                "{\"kind\":\"key-info\",\"text\":\" \"}|/text",
                "{\"kind\":\"key-info\",\"text\":\"t\",\"score\":9}|/score",
                "{\"kind\":\"satisfaction\"}|/score",
                "{\"kind\":\"satisfaction\",\"score\":-1}|/score",
                "{\"kind\":\"satisfaction\",\"score\":11}|/score",
                "{\"kind\":\"satisfaction\",\"score\":\"9\"}|/score",
                "{\"kind\":\"satisfaction\",\"score\":8.5}|/score",
                "{\"kind\":\"usage\",\"text\":\"t\",\"solution\":\"s\"}|/solution",
                "{\"kind\":\"case\",\"text\":\"t\",\"resolution\":\"open\"}|/resolution",
                "{\"kind\":\"problem\",\"text\":\"t\",\"resolution\":\"gone\"}|/resolution",
                "{\"kind\":\"usage\",\"text\":\"t\",\"tags\":\"a\"}|/tags",
                "{\"kind\":\"usage\",\"text\":\"t\",\"tags\":[\"a\",\" a\",\" \",7]}|/tags/1 /tags/2 /tags/3",
                "{\"kind\":\"usage\",\"text\":\"t\",\"at\":\"9999-01-01T00:00:00Z\"}|/at",
                "{\"kind\":\"usage\",\"text\":\"t\",\"entryId\":\"a b\"}|/entryId",
                "{\"kind\":\"usage\",\"score\":1,\"mood\":1}|/mood /text /score"
            })
    void nonsenseIsRefusedWithEveryFault_andLeavesNoTrace(String body, String pointers) {
        // Given
        won(tenant, "acme");

        // When
        Response answer = add(body);

        // Then
        String[] expected = pointers == null ? new String[] {""} : pointers.split(" ");
        answer.then().statusCode(422).body("errors.pointer", containsInAnyOrder(expected));
        as(tenant, "rep").get(LOG).then().body("items", hasSize(0));
    }

    @Test
    void textsAreBounded() {
        // Given
        won(tenant, "acme");

        // Then
        add("{\"kind\":\"usage\",\"text\":\"" + "长".repeat(4_000) + "\"}")
                .then()
                .statusCode(201);
        add("{\"kind\":\"usage\",\"text\":\"" + "长".repeat(4_001) + "\"}")
                .then()
                .statusCode(422);
        add("{\"kind\":\"usage\",\"text\":\"a\\u0000b\"}").then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({"OPEN,1,409", "LOST,1,409", "DISQUALIFIED,1,409", "WON,1,201", "OPEN,2,201", "LOST,2,201"})
    void logIsForCustomersThatWereEverWon(String status, int round, int answer) {
        // Given
        open(tenant, "acme");
        set(tenant, "acme", "status = '" + status + "', round = " + round);

        // Then
        Response added = add("{\"kind\":\"usage\",\"text\":\"Daily\"}");
        assertThat(added.statusCode()).isEqualTo(answer);
        assertThat((String) added.path("code")).isEqualTo(answer == 409 ? "not-won" : null);
        as(tenant, "rep").get(LOG).then().body("items", hasSize(answer == 409 ? 0 : 1));
    }

    @Test
    void unknownCustomersAndEntriesAreNotFound() {
        // Given
        won(tenant, "acme");
        won(tenant, "other");
        add("{\"entryId\":\"e-1\",\"kind\":\"usage\",\"text\":\"Daily\"}");

        // Then
        as(tenant, "rep")
                .body("{\"kind\":\"usage\",\"text\":\"t\"}")
                .post("/v1/customers/nobody/care")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-customer"));
        for (String path : List.of("/v1/customers/nobody/care", "/v1/customers/a%20b/care")) {
            as(tenant, "rep").get(path).then().statusCode(404).body("code", equalTo("no-such-customer"));
        }
        for (String path : List.of(LOG + "/e-2", LOG + "/a%20b", "/v1/customers/other/care/e-1")) {
            as(tenant, "rep").get(path).then().statusCode(404).body("code", equalTo("no-such-entry"));
            as(tenant, "rep").body("{}").patch(path).then().statusCode(404);
            as(tenant, "rep").delete(path).then().statusCode(404);
        }
    }

    @Test
    void sameEntryAgainIsARepeat_evenAfterItWasChanged() {
        // Given
        won(tenant, "acme");
        String entry = "{\"entryId\":\"e-1\",\"kind\":\"usage\",\"at\":\"%s\",\"text\":\"Daily\"}";
        add(entry.formatted(now)).then().statusCode(201);
        patch("rep", "e-1", null, "{\"text\":\"Weekly\"}").then().statusCode(200);

        // When
        Response repeated = add(entry.formatted(now.atOffset(ZoneOffset.ofHours(8))));

        // Then
        repeated.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("text", equalTo("Weekly"))
                .body("revision", equalTo(2));
        as(tenant, "rep").get(LOG).then().body("items", hasSize(1));
    }

    @Test
    void otherEntryUnderATakenIdIsAConflict() {
        // Given
        won(tenant, "acme");
        won(tenant, "other");
        String entry = "{\"entryId\":\"e-1\",\"kind\":\"usage\",\"text\":\"Daily\"}";
        add(entry).then().statusCode(201);

        // Then
        add(entry.replace("Daily", "Weekly")).then().statusCode(409).body("code", equalTo("entry-conflict"));
        as(tenant, "rep")
                .body(entry)
                .post("/v1/customers/other/care")
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-conflict"));
        as(tenant, "rep").get(LOG + "/e-1").then().body("text", equalTo("Daily"));
    }

    @Test
    void oneOfManyAtOnceMakesTheEntry() throws Exception {
        // Given
        won(tenant, "acme");
        Callable<Integer> post = () -> {
            int status;
            do {
                status = add("{\"entryId\":\"e-1\",\"kind\":\"satisfaction\",\"score\":9}")
                        .statusCode();
                // A machine that is too busy may be out of reach of its database: the same request again is no second
                // entry.
            } while (status == 503);
            return status;
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);

        // When
        List<Integer> answers = new ArrayList<>();
        try {
            for (var answer : threads.invokeAll(Collections.nCopies(8, post))) {
                answers.add(answer.get());
            }
        } finally {
            threads.shutdown();
        }

        // Then
        assertThat(answers).containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200, 200, 200);
    }

    @Test
    void logIsListedNewestFirst_pageByPageAndByKind() {
        // Given
        won(tenant, "acme");
        for (int i = 0; i < 5; i++) {
            add("{\"entryId\":\"s-%d\",\"kind\":\"satisfaction\",\"score\":%d,\"at\":\"%s\"}"
                    .formatted(i, i, now.minusSeconds(100 - (i / 2) * 10L)));
        }
        add("{\"entryId\":\"u-1\",\"kind\":\"usage\",\"text\":\"Daily\"}");

        // Then
        assertThat(pages(LOG + "?limit=2&kind=satisfaction")).containsExactly("s-4", "s-3", "s-2", "s-1", "s-0");
        assertThat(pages(LOG + "?limit=6")).containsExactly("u-1", "s-4", "s-3", "s-2", "s-1", "s-0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=gossip",
                "limit=0",
                "limit=501",
                "sort=at",
                "cursor=x",
                "cursor=WyJhIl0", // ["a"]
                "cursor=WyJub3ciLCJlLTEiXQ", // ["now","e-1"]
                "cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsImEgYiJd" // ["2026-01-01T00:00:00Z","a b"]
            })
    void listRefusesWhatItDoesNotKnow(String query) {
        // Given
        won(tenant, "acme");

        // Then
        as(tenant, "rep").get(LOG + "?" + query).then().statusCode(422);
    }

    @Test
    void patchChangesWhatItNames_andNullTakesAway() {
        // Given
        won(tenant, "acme");
        add("{\"entryId\":\"e-1\",\"kind\":\"problem\",\"text\":\"Slow\",\"tags\":[\"speed\"],\"at\":\"%s\"}"
                .formatted(now));

        // When
        Response changed =
                patch("rep", "e-1", "\"1\"", "{\"solution\":\"An index\",\"resolution\":\"resolved\",\"tags\":null}");

        // Then
        changed.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("text", equalTo("Slow"))
                .body("at", equalTo(now.toString()))
                .body("tags", hasSize(0))
                .body("solution", equalTo("An index"))
                .body("resolution", equalTo("resolved"));
        patch("rep", "e-1", "\"1\"", "{\"solution\":\"An index\"}")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        patch("rep", "e-1", "\"1\"", "{\"solution\":\"Two\"}").then().statusCode(412);
        patch("rep", "e-1", null, "{\"text\":null,\"kind\":\"usage\",\"score\":3}")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/text", "/kind", "/score"));
        patch("rep", "e-1", null, "[]").then().statusCode(422);
    }

    @Test
    void entryIsItsAuthorsToChange_andAnyManagers() {
        // Given
        won(tenant, "acme");
        as(tenant, "admin")
                .body("{\"entryId\":\"e-1\",\"kind\":\"usage\",\"text\":\"Daily\"}")
                .post(LOG)
                .then()
                .statusCode(201);

        // Then
        patch("rep", "e-1", null, "{\"text\":\"Weekly\"}")
                .then()
                .statusCode(403)
                .body("code", equalTo("not-yours"));
        as(tenant, "rep").delete(LOG + "/e-1").then().statusCode(403);
        patch("manager", "e-1", null, "{\"text\":\"Weekly\"}")
                .then()
                .statusCode(200)
                .body("author", equalTo("admin@" + tenant))
                .body("changedBy", equalTo("manager@" + tenant));
        as(tenant, "manager")
                .header("If-Match", "\"1\"")
                .delete(LOG + "/e-1")
                .then()
                .statusCode(412);
        as(tenant, "manager")
                .header("If-Match", "\"2\"")
                .delete(LOG + "/e-1")
                .then()
                .statusCode(204);
        as(tenant, "manager").get(LOG + "/e-1").then().statusCode(404);
    }

    private Response add(String body) {
        return as(tenant, "rep").body(body).post(LOG);
    }

    private Response patch(String role, String entry, String ifMatch, String body) {
        Map<String, String> headers = new HashMap<>();
        if (ifMatch != null) {
            headers.put("If-Match", ifMatch);
        }
        return as(tenant, role).headers(headers).body(body).patch(LOG + "/" + entry);
    }

    private List<String> pages(String path) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            var page = as(tenant, "rep")
                    .get(path + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("items.entryId"));
            cursor = page.getString("next");
        } while (cursor != null);
        return ids;
    }
}
