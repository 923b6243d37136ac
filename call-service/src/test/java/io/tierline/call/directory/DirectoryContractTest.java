package io.tierline.call.directory;

import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.directory.DirectoryApi.callBy;
import static io.tierline.call.directory.DirectoryApi.putRep;
import static io.tierline.call.directory.DirectoryApi.putTeam;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.call.calls.PublishedCalls;
import io.tierline.call.calls.PublishedCalls.Event;
import io.tierline.kit.testing.Contract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is published of reps and teams is what their contracts say. */
@QuarkusTest
class DirectoryContractTest {

    private static final Contract TEAM = Contract.of("call-service", "team", "v1");
    private static final Contract REP = Contract.of("call-service", "rep", "v1");

    @Test
    void examplesConform() {
        assertThat(TEAM.examples().values())
                .allSatisfy(example -> assertThat(TEAM.faultsOf(example)).isEmpty());
        assertThat(REP.examples().values())
                .allSatisfy(example -> assertThat(REP.faultsOf(example)).isEmpty());
    }

    @Test
    void examplesShowEveryKindOfEvent() {
        assertThat(TEAM.examples()).containsOnlyKeys("taken-in.json", "told.json");
        assertThat(REP.examples()).containsOnlyKeys("taken-in.json", "told.json", "moved.json", "left.json");
    }

    @Test
    void eachChangeOfATeamIsPublishedOnce_inItsOrder() {
        // Given
        String tenant = uniqueTenant();
        Map<String, Object> call = callBy("li.wei", Instant.parse("2026-11-23T01:30:00Z"));
        call.put("team", "east-1");

        // When
        recorded(tenant, call);
        for (int i = 0; i < 2; i++) {
            putTeam(tenant, "east-1", Map.of("name", "East 1")).then().statusCode(200);
        }
        putTeam(tenant, "east-1", Map.of("name", "East 1", "active", false))
                .then()
                .statusCode(200);

        // Then
        List<Event> events = PublishedCalls.ofEntry(tenant, "team/east-1", 3);
        assertThat(events).hasSize(3).allSatisfy(event -> {
            assertThat(TEAM.faultsOf(event.value())).isEmpty();
            assertThat(event.key()).isEqualTo(tenant + "/team/east-1");
            assertThat(event.headers()).containsEntry("ce_type", "team.v1");
        });
        assertThat(events)
                .extracting(event -> event.headers().get("ce_id"))
                .containsExactly("team/east-1/1", "team/east-1/2", "team/east-1/3");
        assertThat(content(events.get(0))).isEqualTo(example(TEAM, "taken-in.json"));
        assertThat(content(events.get(1))).isEqualTo(example(TEAM, "told.json"));
    }

    @Test
    void eachChangeOfARepIsPublishedOnce_inItsOrder() {
        // Given
        String tenant = uniqueTenant();

        // When
        recorded(tenant, callBy("li.wei", Instant.parse("2026-11-23T01:30:00Z")));
        putRep(tenant, "li.wei", Map.of("name", "Li Wei", "team", "east-1"))
                .then()
                .statusCode(200);
        moveLiWei(tenant);
        moveLiWei(tenant);
        putRep(tenant, "li.wei", Map.of("name", "Li Wei", "active", false, "from", "2026-11-23T01:30:00Z"))
                .then()
                .statusCode(200);

        // Then
        List<Event> events = PublishedCalls.ofEntry(tenant, "rep/li.wei", 4);
        assertThat(events).hasSize(4).allSatisfy(event -> {
            assertThat(REP.faultsOf(event.value())).isEmpty();
            assertThat(event.key()).isEqualTo(tenant + "/rep/li.wei");
            assertThat(event.headers()).containsEntry("ce_type", "rep.v1");
        });
        assertThat(events)
                .extracting(event -> event.headers().get("ce_id"))
                .containsExactly("rep/li.wei/1", "rep/li.wei/2", "rep/li.wei/3", "rep/li.wei/4");
        assertThat(events)
                .extracting(DirectoryContractTest::content)
                .containsExactly(
                        example(REP, "taken-in.json"),
                        example(REP, "told.json"),
                        example(REP, "moved.json"),
                        example(REP, "left.json"));
    }

    private static void moveLiWei(String tenant) {
        putRep(tenant, "li.wei", Map.of("name", "Li Wei", "team", "west-2", "from", "2026-11-01T00:00:00+08:00"))
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"revision\": 3 | \"revision\": 0",
                "\"repId\": \"li.wei\" | \"repId\": \"with space\"",
                "\"name\": \"Li Wei\" | \"name\": null",
                "\"name\": \"Li Wei\", | ''",
                "\"known\": true | \"known\": false",
                "\"active\": true | \"active\": \"yes\"",
                "\"team\": \"west-2\", | ''",
                "2026-10-31T16:00:00Z | 2026-11-01"
            })
    void schemaRefuses_whatIsNoRep(String right, String wrong) {
        String example = REP.examples().get("moved.json");
        assertThat(example).contains(right);

        assertThat(REP.faultsOf(example.replace(right, wrong))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"revision\": 2 | \"revision\": \"2\"",
                "\"teamId\": \"east-1\", | ''",
                "\"name\": \"East 1\" | \"name\": null",
                "\"active\": true | \"active\": null"
            })
    void schemaRefuses_whatIsNoTeam(String right, String wrong) {
        String example = TEAM.examples().get("told.json");
        assertThat(example).contains(right);

        assertThat(TEAM.faultsOf(example.replace(right, wrong))).isNotEmpty();
    }

    private static Map<String, Object> content(Event event) {
        return event.json().getMap("");
    }

    private static Map<String, Object> example(Contract contract, String name) {
        return JsonPath.from(contract.examples().get(name)).getMap("");
    }
}
