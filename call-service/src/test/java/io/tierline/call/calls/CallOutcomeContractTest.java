package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.patchAttribution;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.kit.testing.Contract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published is what the contract promises; the contract refuses what is not. */
@QuarkusTest
class CallOutcomeContractTest {

    private static final Contract CONTRACT = Contract.of("call-service", "call-outcome", "v1");

    static Stream<String> examples() {
        return CONTRACT.examples().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleConforms(String name) {
        assertThat(CONTRACT.faultsOf(CONTRACT.examples().get(name))).isEmpty();
    }

    @Test
    void examplesShowEveryKindOfEvent() {
        assertThat(examples())
                .contains(
                        "recorded.json",
                        "recorded-with-qualification.json",
                        "corrected.json",
                        "pending.json",
                        "failed.json",
                        "not-connected.json",
                        "moved.json",
                        "voided.json",
                        "flagged.json",
                        "follow-up-cancelled.json",
                        "meeting-moved.json",
                        "meeting-held.json",
                        "meeting-missed.json",
                        "summary-pending.json",
                        "summarised-later.json",
                        "summary-corrected.json");
    }

    @Test
    void everyKindOfEventConforms_asItIsReadFromTheTopic() {
        // Given
        Map<String, Object> whole = SubmittedCalls.answered(uniqueId());
        Map<String, Object> keyPersons = new LinkedHashMap<>();
        keyPersons.put("EB", Map.of("stance", "approves", "need", "confirmed", "objections", "settled"));
        keyPersons.put("TB", null);
        Map<String, Object> qualification = new LinkedHashMap<>(Map.of(
                "keyPersons", keyPersons,
                "competitors", "ruled-out",
                "budget", "confirmed",
                "procurement", "started",
                "quote", "negotiating",
                "followUpAgreed", true));
        qualification.put("decisionDate", "2026-12-01");
        whole.put("qualification", qualification);
        whole.put("campaign", "expo-2026");
        Map<String, Object> failed = SubmittedCalls.toUnknownNumber(uniqueId(), "+8613900007777");
        failed.put("telephony", Map.of("result", "SYSTEM_FAILURE"));
        List.of("rep", "team", "ringSeconds", "talkSeconds").forEach(failed::remove);
        Map<String, Object> flagged = SubmittedCalls.unsummarised(uniqueId());
        flagged.put("outcome", "NA");
        flagged.put("direction", "inbound");

        // When
        String changing = recorded("acme", whole);
        putSummary("acme", changing, Summaries.meeting()).then().statusCode(200);
        patchAttribution(
                        "acme",
                        changing,
                        Map.of("customerId", "initech", "startedAt", "2026-11-22T10:00:00.123456+08:00"))
                .then()
                .statusCode(200);
        delete("acme", changing).then().statusCode(204);
        List<String> published = List.of(
                event(changing, 1),
                event(changing, 2),
                event(changing, 3),
                event(changing, 4),
                event(recorded("acme", SubmittedCalls.unsummarised(uniqueId())), 1),
                event(recorded("acme", failed), 1),
                event(recorded("acme", flagged), 1));

        // Then
        assertThat(published)
                .allSatisfy(event -> assertThat(CONTRACT.faultsOf(event)).isEmpty());
        assertThat(published)
                .allSatisfy(event -> assertThat(JsonPath.from(event).getMap("").keySet())
                        .isEqualTo(JsonPath.from(CONTRACT.examples().get("summarised-later.json"))
                                .getMap("")
                                .keySet()));
        assertThat(published.stream().map(event -> JsonPath.from(event).getString("status")))
                .containsExactly(
                        "summarised", "summarised", "summarised", "summarised", "pending", "failed", "summarised");
        assertThat(JsonPath.from(published.get(0)).getMap("qualification")).isEqualTo(qualification);
        assertThat(JsonPath.from(published.get(6)).getList("flags")).contains("talked-but-na");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"revision\": 1 | \"revision\": 0",
                "\"revision\": 1 | \"revision\": \"1\"",
                "\"callId\": \"pbx-7f3a\" | \"callId\": \"with space\"",
                "\"callId\": \"pbx-7f3a\", | ''",
                "\"voided\": false, | ''",
                "\"outcome\": \"D\" | \"outcome\": \"E\"",
                "\"outcome\": \"D\" | \"outcome\": null",
                "\"status\": \"summarised\" | \"status\": \"pending\"",
                "\"status\": \"summarised\" | \"status\": \"done\"",
                "\"startedAt\": \"2026-11-23T01:30:00Z\" | \"startedAt\": \"2026-11-23\"",
                "\"customerId\": \"acme\" | \"customerId\": null",
                "\"talkSeconds\": 95 | \"talkSeconds\": -1",
                "\"contactRole\": \"EB\" | \"contactRole\": \"CFO\"",
                "\"direction\": \"outbound\" | \"direction\": \"OUTBOUND\"",
                "\"meetingAt\": null | \"meetingAt\": null, \"meetingResult\": \"moved\"",
                "\"meetingAt\": null | \"meetingAt\": null, \"meetingMoves\": -1",
                "\"meetingAt\": null | \"meetingAt\": null, \"followUpCancelled\": null",
                "\"meetingAt\": null | \"meetingAt\": null, \"summarisedAt\": \"yesterday\"",
                "\"flags\": [] | \"flags\": null",
                "\"flags\": [] | \"flags\": [\"a\", \"a\"]",
                "\"qualification\": null | \"qualification\": {\"budget\": \"much\"}"
            })
    void schemaRefuses_whatIsNoCallOutcome(String right, String wrong) {
        // Given
        String recorded = CONTRACT.examples().get("recorded.json");
        assertThat(recorded).contains(right);

        // When
        List<String> faults = CONTRACT.faultsOf(recorded.replace(right, wrong));

        // Then
        assertThat(faults).isNotEmpty();
    }

    private static String event(String callId, int revision) {
        return PublishedCalls.revision("acme", callId, revision).value();
    }
}
