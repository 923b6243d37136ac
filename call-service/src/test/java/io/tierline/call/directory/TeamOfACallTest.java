package io.tierline.call.directory;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.batch;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.patchAttribution;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.directory.DirectoryApi.NOW;
import static io.tierline.call.directory.DirectoryApi.callBy;
import static io.tierline.call.directory.DirectoryApi.list;
import static io.tierline.call.directory.DirectoryApi.putRep;
import static io.tierline.call.directory.DirectoryApi.rep;
import static io.tierline.call.directory.DirectoryApi.team;
import static io.tierline.call.directory.DirectoryApi.teamOf;
import static io.tierline.call.directory.DirectoryApi.teamOfCall;
import static io.tierline.call.directory.DirectoryApi.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.call.calls.PublishedCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call belongs to the team that its rep was in when it started; whoever a call names is in the directory. */
@QuarkusTest
class TeamOfACallTest {

    private static final Instant MOVED = NOW.minus(Duration.ofDays(7));

    @ParameterizedTest(name = "{0} s after the move: {1}")
    @CsvSource({"-1, east-1", "0, west-2", "1, west-2", "-1000000, east-1"})
    void callWithoutTeamGetsTheRepsTeamOfItsTime_howeverLateItComes(long seconds, String team) {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        told(tenant, "li.wei", "west-2", MOVED);

        // When
        String id = recorded(tenant, callBy("li.wei", MOVED.plusSeconds(seconds)));

        // Then
        call(tenant, id).body("team", equalTo(team), "revision", equalTo(1));
        assertThat(PublishedCalls.revision(tenant, id, 1).json().getString("team"))
                .isEqualTo(team);
        list(tenant, "teams").body("items.teamId", contains("east-1", "west-2"));
    }

    @Test
    void callsOfOneBatchGetEachTheTeamOfItsTime() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        told(tenant, "li.wei", "west-2", MOVED);
        Map<String, Object> before = callBy("li.wei", MOVED.minusSeconds(1));
        Map<String, Object> after = callBy("li.wei", MOVED);
        Map<String, Object> named = callBy("li.wei", MOVED);
        named.put("team", "south-4");
        Map<String, Object> stranger = callBy("zhao.min", MOVED);
        Map<String, Object> unanswered = callBy(null, MOVED);
        unanswered.put("telephony", Map.of("result", "NO_ANSWER"));

        // When
        batch(tenant, List.of(before, after, named, stranger, unanswered)).body("created", equalTo(5));

        // Then
        assertThat(teamOf(tenant, (String) before.get("callId"))).isEqualTo("east-1");
        assertThat(teamOf(tenant, (String) after.get("callId"))).isEqualTo("west-2");
        assertThat(teamOf(tenant, (String) named.get("callId"))).isEqualTo("south-4");
        assertThat(teamOf(tenant, (String) stranger.get("callId"))).isNull();
        assertThat(teamOf(tenant, (String) unanswered.get("callId"))).isNull();
    }

    @Test
    void callStaysWithItsTeam_whenTheRepWasInAnotherAllAlong() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        Map<String, Object> call = callBy("li.wei", NOW);
        String id = recorded(tenant, call);

        // When
        told(tenant, "li.wei", "west-2", MOVED);

        // Then
        as(tenant, "telephony")
                .body(call)
                .post("/v1/calls")
                .then()
                .statusCode(200)
                .body("result", equalTo("replayed"), "team", equalTo("east-1"), "revision", equalTo(1));
        assertThat(teamOf(tenant, id)).isEqualTo("east-1");
        assertThat(teamOfCall(tenant, "li.wei", NOW)).isEqualTo("west-2");
    }

    @Test
    void submissionIsWhatWasSaid_notWhatFollowed() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        Map<String, Object> call = callBy("li.wei", NOW);
        recorded(tenant, call);
        told(tenant, "li.wei", "west-2");
        Map<String, Object> named = new HashMap<>(call);
        named.put("team", "east-1");

        // When
        Response same = as(tenant, "telephony").body(call).post("/v1/calls");
        Response other = as(tenant, "telephony").body(named).post("/v1/calls");

        // Then
        same.then().statusCode(200).body("result", equalTo("replayed"), "team", equalTo("east-1"));
        other.then().statusCode(409).body("code", equalTo("call-conflict"));
    }

    @Test
    void repAndTeamThatNobodyKnowsAreTakenIn_andListedAsSuch() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        Map<String, Object> call = callBy("zhao.min", NOW);
        call.put("team", "west-2");

        // When
        recorded(tenant, call);

        // Then
        list(tenant, "reps?known=false").body("items.repId", contains("zhao.min"));
        list(tenant, "teams?known=false").body("items.teamId", contains("east-1", "west-2"));
        rep(tenant, "zhao.min")
                .body("name", nullValue(), "active", equalTo(true), "team", nullValue(), "revision", equalTo(1))
                .body("memberships", empty());
        assertThat(PublishedCalls.revision(tenant, "rep/zhao.min", 1).key()).isEqualTo(tenant + "/rep/zhao.min");
        assertThat(PublishedCalls.revision(tenant, "team/west-2", 1).key()).isEqualTo(tenant + "/team/west-2");
    }

    @Test
    void teamIsTheRepsFromAlways_onceSomebodyTellsOfAStranger() {
        // Given
        String tenant = uniqueTenant();
        assertThat(teamOfCall(tenant, "li.wei", NOW)).isNull();

        // When
        told(tenant, "li.wei", "east-1");

        // Then
        assertThat(teamOfCall(tenant, "li.wei", NOW.minus(Duration.ofDays(365))))
                .isEqualTo("east-1");
        rep(tenant, "li.wei").body("known", equalTo(true), "revision", equalTo(2));
        list(tenant, "reps?known=false").body("items", empty());
    }

    @Test
    void strangersAreTakenInOnce_whateverNamesThemAtTheSameTime() throws Exception {
        // Given
        String tenant = uniqueTenant();
        List<String> strangers =
                IntStream.range(0, 40).mapToObj(i -> "rep-%02d".formatted(i)).toList();

        // When
        List<Integer> created = atOnce(12, client -> {
            List<String> reps = new ArrayList<>(strangers);
            if (client % 2 == 0) {
                Collections.reverse(reps);
            }
            List<Map<String, Object>> calls = reps.stream()
                    .map(rep -> {
                        Map<String, Object> call = callBy(rep, NOW);
                        call.put("team", "team-" + rep.charAt(rep.length() - 1));
                        return call;
                    })
                    .toList();
            if (client % 3 == 0) {
                calls.forEach(call -> recorded(tenant, call));
                return calls.size();
            }
            return batch(tenant, calls).statusCode(200).extract().<Integer>path("created");
        });

        // Then
        assertThat(created).containsOnly(40);
        list(tenant, "reps?known=false").body("items.repId", equalTo(strangers));
        list(tenant, "teams?known=false").body("items.teamId.size()", equalTo(10));
        list(tenant, "reps").body("items.revision.unique()", contains(1));
        for (String stranger : strangers) {
            told(tenant, stranger, "team-0");
            assertThat(PublishedCalls.ofEntry(tenant, "rep/" + stranger, 2))
                    .extracting(event -> event.json().getInt("revision"))
                    .containsExactly(1, 2);
        }
    }

    @Test
    void callGetsTheTeamOfItsOwnTenantsRep() {
        // Given
        String tenant = uniqueTenant();
        String other = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        told(other, "li.wei", "west-2");

        // Then
        assertThat(teamOfCall(tenant, "li.wei", NOW)).isEqualTo("east-1");
        assertThat(teamOfCall(other, "li.wei", NOW)).isEqualTo("west-2");
        assertThat(teamOfCall(uniqueTenant(), "li.wei", NOW)).isNull();
    }

    @Test
    void refusedCallLeavesNobodyInTheDirectory() {
        // Given
        String tenant = uniqueTenant();
        Map<String, Object> call = callBy("li.wei", NOW);
        recorded(tenant, call);
        Map<String, Object> conflicting = new HashMap<>(call);
        conflicting.put("rep", "zhao.min");
        conflicting.put("team", "west-2");
        Map<String, Object> wrong = callBy("wang.fang", NOW);
        wrong.put("talkSeconds", -1);

        // When
        as(tenant, "telephony").body(conflicting).post("/v1/calls").then().statusCode(409);
        as(tenant, "telephony").body(wrong).post("/v1/calls").then().statusCode(422);
        batch(tenant, List.of(conflicting, wrong)).body("rejected", equalTo(2));

        // Then
        list(tenant, "reps").body("items.repId", contains("li.wei"));
        list(tenant, "teams").body("items", empty());
    }

    @Test
    void callOfATelephonySystemGetsTheTeamToo() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        told(tenant, "li.wei", "west-2", MOVED);

        // When
        asterisk(tenant, 1, "li.wei", MOVED.minusSeconds(1)).then().statusCode(201);
        asterisk(tenant, 2, "zhao.min", MOVED).then().statusCode(201);

        // Then
        assertThat(teamOf(tenant, "as:1.1")).isEqualTo("east-1");
        assertThat(teamOf(tenant, "as:2.1")).isNull();
        list(tenant, "reps?known=false").body("items.repId", contains("zhao.min"));
    }

    @Test
    void callOfATelephonySystemGetsTheTeam_whenItsRepIsToldOnlyLater() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        asterisk(tenant, 1, "", NOW).then().statusCode(201);

        // When
        Response later = asterisk(tenant, 1, "li.wei", NOW);
        Response again = asterisk(tenant, 1, "li.wei", NOW);

        // Then
        later.then().statusCode(200).body("result", equalTo("revised"));
        again.then().statusCode(200).body("result", equalTo("replayed"));
        call(tenant, "as:1.1").body("rep", equalTo("li.wei"), "team", equalTo("east-1"));
    }

    /** A record of a call; a later one of the same call is one with a rep. */
    private static Response asterisk(String tenant, int call, String rep, Instant start) {
        return as(tenant, "telephony")
                .body(Map.of(
                        "uniqueid",
                        call + ".1",
                        "linkedid",
                        call + ".1",
                        "sequence",
                        rep.isEmpty() ? "1" : "2",
                        "src",
                        "1001",
                        "dst",
                        "13800138000",
                        "dstchannel",
                        "PJSIP/gw-1-0000001b",
                        "start",
                        String.valueOf(start.getEpochSecond()),
                        "billsec",
                        "30",
                        "disposition",
                        "ANSWERED",
                        "rep",
                        rep))
                .post("/v1/telephony/asterisk");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "another rep            | {'rep':'wang.fang'}                        | north-3",
                "another rep and team   | {'rep':'wang.fang','team':'south-4'}       | south-4",
                "another rep, no team   | {'rep':'wang.fang','team':null}            | -",
                "a rep without a team   | {'rep':'zhao.min'}                         | west-2",
                "another time           | {'startedAt':'before'}                     | east-1",
                "another time and rep   | {'rep':'wang.fang','startedAt':'before'}   | north-3",
                "another customer       | {'customerId':'initech'}                   | west-2"
            })
    void teamFollows_whenACallIsAttributedAnew(String what, String patch, String team) {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        told(tenant, "li.wei", "west-2", MOVED);
        told(tenant, "wang.fang", "north-3");
        String id = recorded(tenant, callBy("li.wei", MOVED));

        // When
        Response answer = patchAttribution(
                tenant,
                id,
                patch.replace('\'', '"').replace("before", MOVED.minusSeconds(1).toString()));

        // Then
        answer.then().statusCode(200).body("team", equalTo(team), "revision", equalTo(2));
    }

    @Test
    void teamThatWasNamedStays_whenOnlyTheTimeIsCorrected() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        told(tenant, "li.wei", "west-2", MOVED);
        Map<String, Object> call = callBy("li.wei", MOVED);
        call.put("team", "south-4");
        String id = recorded(tenant, call);

        // When
        Response answer = patchAttribution(
                tenant, id, Map.of("startedAt", MOVED.minusSeconds(1).toString()));

        // Then
        answer.then().statusCode(200).body("team", equalTo("south-4"));
    }

    @Test
    void whoeverACallIsGivenToIsTakenIn_unlessItIsRefused() {
        // Given
        String tenant = uniqueTenant();
        String id = recorded(tenant, callBy("li.wei", NOW));

        // When
        as(tenant, "manager")
                .header("If-Match", "\"7\"")
                .body(Map.of("rep", "wang.fang", "team", "east-1"))
                .patch("/v1/calls/{id}/attribution", id)
                .then()
                .statusCode(412);
        patchAttribution(tenant, id, Map.of("rep", "zhao.min", "team", "west-2"))
                .then()
                .statusCode(200);

        // Then
        list(tenant, "reps?known=false").body("items.repId", contains("li.wei", "zhao.min"));
        list(tenant, "teams?known=false").body("items.teamId", contains("west-2"));
        team(tenant, "west-2").body("revision", equalTo(1));
    }

    @Test
    void nothingHappens_whenTheAttributionIsTheSame_thoughTheRepWasInAnotherTeam() {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");
        String id = recorded(tenant, callBy("li.wei", NOW));
        told(tenant, "li.wei", "west-2", MOVED);

        // When
        Response answer = patchAttribution(tenant, id, Map.of("rep", "li.wei", "startedAt", NOW.toString()));

        // Then
        answer.then().statusCode(200).body("team", equalTo("east-1"), "revision", equalTo(1));
    }

    @Test
    void repThatMovesWhileCallsComeInIsInOneTeamOrTheOther() throws Exception {
        // Given
        String tenant = uniqueTenant();
        told(tenant, "li.wei", "east-1");

        // When
        List<Response> calls = atOnce(
                12,
                client -> client == 6
                        ? putRep(tenant, "li.wei", Map.of("name", "li.wei", "team", "west-2", "from", MOVED.toString()))
                        : as(tenant, "telephony").body(callBy("li.wei", NOW)).post("/v1/calls"));

        // Then
        assertThat(calls)
                .allSatisfy(
                        answer -> answer.then().statusCode(oneOf(200, 201)).body("team", oneOf("east-1", "west-2")));
        assertThat(teamOfCall(tenant, "li.wei", NOW)).isEqualTo("west-2");
    }
}
