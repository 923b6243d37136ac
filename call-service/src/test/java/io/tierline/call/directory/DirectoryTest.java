package io.tierline.call.directory;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.directory.DirectoryApi.NOW;
import static io.tierline.call.directory.DirectoryApi.list;
import static io.tierline.call.directory.DirectoryApi.putRep;
import static io.tierline.call.directory.DirectoryApi.putTeam;
import static io.tierline.call.directory.DirectoryApi.rep;
import static io.tierline.call.directory.DirectoryApi.team;
import static io.tierline.call.directory.DirectoryApi.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.kit.paging.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who works for the company, and in which team at which time. */
@QuarkusTest
class DirectoryTest {

    private static final String ALWAYS = "1970-01-01T00:00:00Z";

    @Test
    void teamIsAsItWasTold_andTheSameAgainChangesNothing() {
        String tenant = uniqueTenant();

        // When
        for (int i = 0; i < 2; i++) {
            putTeam(tenant, "east-1", Map.of("name", "East 1"))
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1\"");
        }

        // Then
        team(tenant, "east-1")
                .header("ETag", "\"1\"")
                .body(
                        "",
                        equalTo(Map.of(
                                "teamId", "east-1", "name", "East 1", "active", true, "known", true, "revision", 1)));
    }

    @Test
    void repIsAsItWasTold_andTheSameAgainChangesNothing() {
        String tenant = uniqueTenant();
        Map<String, Object> liWei = Map.of("name", "李伟", "team", "east-1", "from", NOW.toString());

        // When
        for (int i = 0; i < 2; i++) {
            putRep(tenant, "li.wei", liWei).then().statusCode(200).header("ETag", "\"1\"");
        }

        // Then
        rep(tenant, "li.wei")
                .header("ETag", "\"1\"")
                .body(
                        "",
                        equalTo(Map.of(
                                "repId",
                                "li.wei",
                                "name",
                                "李伟",
                                "team",
                                "east-1",
                                "active",
                                true,
                                "known",
                                true,
                                "revision",
                                1,
                                "memberships",
                                List.of(Map.of("team", "east-1", "from", NOW.toString())))));
    }

    @Test
    void presentTeamIsTheOneOfNow_whateverIsToldForLater() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        told(tenant, "li.wei", "west-2", NOW.plus(Duration.ofDays(7)));
        told(tenant, "li.wei", "north-3", NOW.minus(Duration.ofDays(7)));

        // Then
        rep(tenant, "li.wei")
                .body("team", equalTo("north-3"))
                .body("memberships.team", contains("east-1", "north-3", "west-2"))
                .body("memberships[0].from", equalTo(ALWAYS));
        list(tenant, "reps?team=north-3").body("items.repId", contains("li.wei"));
        list(tenant, "reps?team=east-1").body("items", empty());
        list(tenant, "reps?team=west-2").body("items", empty());
    }

    @Test
    void repLeavesItsTeam_whenItIsToldWithoutOne() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");

        // When
        putRep(tenant, "li.wei", Map.of("name", "Li Wei", "active", false))
                .then()
                .statusCode(200);

        // Then
        rep(tenant, "li.wei")
                .body("team", nullValue())
                .body("active", equalTo(false))
                .body("memberships.team", contains("east-1", null));
    }

    @Test
    void teamOfARepIsTakenIn_andKnownOnceItIsTold() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        team(tenant, "east-1").body("known", equalTo(false), "name", nullValue(), "revision", equalTo(1));

        // When
        putTeam(tenant, "east-1", Map.of("name", "East 1")).then().statusCode(200);

        // Then
        team(tenant, "east-1").body("known", equalTo(true), "name", equalTo("East 1"), "revision", equalTo(2));
    }

    @Test
    void whoActsOnAFormerRevisionIsRefused_unlessItIsSoAlready() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        told(tenant, "li.wei", "west-2");
        putTeam(tenant, "west-2", Map.of("name", "West 2")).then().statusCode(200);

        // When
        Response stale = putAt("0", tenant, "reps/li.wei", Map.of("name", "li.wei", "team", "south-4"));
        Response equal = putAt("1", tenant, "reps/li.wei", Map.of("name", "li.wei", "team", "west-2"));
        Response current = putAt("2", tenant, "reps/li.wei", Map.of("name", "Li Wei", "team", "west-2"));
        Response staleTeam = putAt("1", tenant, "teams/west-2", Map.of("name", "Wild West"));

        // Then
        stale.then().statusCode(412).body("code", equalTo("stale"));
        equal.then().statusCode(200).header("ETag", "\"2\"");
        current.then().statusCode(200).header("ETag", "\"3\"");
        staleTeam.then().statusCode(412).body("code", equalTo("stale"));
        as(tenant, "rep").get("/v1/teams/south-4").then().statusCode(404).body("code", equalTo("no-such-team"));
    }

    private static Response putAt(String revision, String tenant, String entry, Object body) {
        return as(tenant, "manager")
                .header("If-Match", "\"" + revision + "\"")
                .body(body)
                .put("/v1/" + entry);
    }

    @Test
    void whoTellsOfTheSameRepAtTheSameTimeTakesTurns() throws Exception {
        String tenant = uniqueTenant();
        int clients = 8;

        // When
        List<String> tags = atOnce(
                clients,
                client -> DirectoryApi.putRep(
                                tenant,
                                "li.wei",
                                Map.of(
                                        "name",
                                        "Li Wei",
                                        "team",
                                        "team-" + client,
                                        "from",
                                        NOW.plusSeconds(client).toString()))
                        .then()
                        .statusCode(200)
                        .extract()
                        .header("ETag"));

        // Then
        assertThat(tags)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, clients)
                        .mapToObj(i -> "\"" + i + "\"")
                        .toList());
        rep(tenant, "li.wei").body("memberships", hasSize(clients));
    }

    @Test
    void everyFaultIsNamed() {
        String tenant = uniqueTenant();

        putRep(
                        tenant,
                        "li wei",
                        "{\"name\":\" \",\"team\":\"with space\",\"active\":\"yes\",\"from\":\"monday\",\"role\":1}")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/id", "/name", "/team", "/active", "/from", "/role"));
        putTeam(tenant, "east 1", "{\"active\":1,\"lead\":\"li.wei\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/id", "/name", "/active", "/lead"));
        putRep(tenant, "li.wei", Map.of("name", "x".repeat(201))).then().statusCode(422);
        putRep(tenant, "li.wei", Map.of("name", "x", "from", "1969-12-31T23:59:59Z"))
                .then()
                .statusCode(422);
        list(tenant, "reps").body("items", empty());
        list(tenant, "teams").body("items", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":\"\\u0000\"}"})
    void bodyIsRefused_whenItIsNoneOfARep(String body) {
        String tenant = uniqueTenant();

        int status = putRep(tenant, "li.wei", body).statusCode();

        assertThat(status).isIn(400, 422);
        as(tenant, "rep").get("/v1/reps/li.wei").then().statusCode(404).body("code", equalTo("no-such-rep"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reps?known=1",
                "reps?active=",
                "reps?team=with%20space",
                "reps?limit=0",
                "reps?limit=501",
                "reps?cursor=x",
                "reps?unknown=true",
                "teams?known=maybe",
                "teams?team=east-1",
                "teams?cursor=x"
            })
    void listIsRefused_whenItsQueryIsWrong(String list) {
        as(uniqueTenant(), "rep").get("/v1/" + list).then().statusCode(422);
    }

    @Test
    void cursorOfAnotherMakingIsRefused() {
        String cursor = Cursor.of("a\u0001b");

        as(uniqueTenant(), "rep")
                .queryParam("cursor", cursor)
                .get("/v1/reps")
                .then()
                .statusCode(422);
        as(uniqueTenant(), "rep")
                .queryParam("cursor", cursor)
                .get("/v1/teams")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "with space", "a\u0000b"})
    void whoIsNotThereIsNotFound(String id) {
        as(uniqueTenant(), "rep")
                .get("/v1/reps/{id}", id)
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-rep"));
        as(uniqueTenant(), "rep")
                .get("/v1/teams/{id}", id)
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-team"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reps", "teams"})
    void pagesHoldEachOnce_inTheOrderOfTheirIds(String kind) {
        // Given
        String tenant = uniqueTenant();
        List<String> ids = List.of("a.1", "b.2", "c.3", "d.4", "e.5");
        ids.forEach(id -> as(tenant, "manager").body(Map.of("name", id)).put("/v1/" + kind + "/" + id));

        // When
        List<String> found = new ArrayList<>();
        String next = "";
        while (next != null) {
            Response page =
                    as(tenant, "rep").get("/v1/" + kind + "?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next));
            found.addAll(page.path(kind.equals("reps") ? "items.repId" : "items.teamId"));
            next = page.path("next");
        }

        // Then
        assertThat(found).isEqualTo(ids);
    }

    @Test
    void listsHoldWhatIsAskedForAlone() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        told(tenant, "zhao.min", "east-1");
        told(tenant, "wang.fang", "west-2");
        putRep(tenant, "zhao.min", Map.of("name", "Zhao Min", "team", "east-1", "active", false));
        putTeam(tenant, "west-2", Map.of("name", "West 2", "active", false));

        // Then
        list(tenant, "reps")
                .body("items.repId", contains("li.wei", "wang.fang", "zhao.min"))
                .body("next", nullValue());
        list(tenant, "reps?team=east-1").body("items.repId", contains("li.wei", "zhao.min"));
        list(tenant, "reps?team=east-1&active=true").body("items.repId", contains("li.wei"));
        list(tenant, "reps?active=false").body("items.repId", contains("zhao.min"));
        list(tenant, "reps?known=false").body("items", empty());
        list(tenant, "teams?known=false").body("items.teamId", contains("east-1"));
        list(tenant, "teams?active=false").body("items.teamId", contains("west-2"));
    }

    @Test
    void repHasAtMost200Memberships() {
        // Given
        String tenant = uniqueTenant();
        for (int i = 1; i <= 200; i++) {
            told(tenant, "li.wei", "team-" + i % 2, NOW.plusSeconds(i));
        }

        // When
        Response oneMore = putRep(
                tenant,
                "li.wei",
                Map.of(
                        "name",
                        "li.wei",
                        "team",
                        "east-1",
                        "from",
                        NOW.plusSeconds(201).toString()));
        Response oneInstead = putRep(
                tenant,
                "li.wei",
                Map.of(
                        "name",
                        "li.wei",
                        "team",
                        "east-1",
                        "from",
                        NOW.plusSeconds(200).toString()));

        // Then
        oneMore.then().statusCode(409).body("code", equalTo("too-many-memberships"));
        oneInstead.then().statusCode(200).header("ETag", "\"201\"");
    }

    @Test
    void membersWithoutAValueAreNull() {
        // Given
        String tenant = uniqueTenant();
        Map<String, Object> nobody = new LinkedHashMap<>();
        nobody.put("name", "Li Wei");
        nobody.put("team", null);
        nobody.put("from", null);

        // When
        Response answer = putRep(tenant, "li.wei", nobody);

        // Then
        answer.then()
                .statusCode(200)
                .body("", hasKey("team"))
                .body("team", nullValue())
                .body("memberships", empty());
    }

    @Test
    void nobodySeesOrChangesAnotherTenants() {
        // Given
        String tenant = uniqueTenant();
        String other = uniqueTenant();
        told(tenant, "li.wei", "east-1");

        // When
        putRep(other, "li.wei", Map.of("name", "Another Li Wei", "team", "west-2"))
                .then()
                .statusCode(200);

        // Then
        rep(tenant, "li.wei").body("name", equalTo("li.wei"), "team", equalTo("east-1"), "revision", equalTo(1));
        as(other, "admin").get("/v1/teams/east-1").then().statusCode(404);
        list(other, "teams").body("items.teamId", contains("west-2"));
        list(other, "reps?team=east-1").body("items", empty());
    }
}
