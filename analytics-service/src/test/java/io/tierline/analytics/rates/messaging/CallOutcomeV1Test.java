package io.tierline.analytics.rates.messaging;

import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.rates.domain.Agenda;
import io.tierline.analytics.rates.domain.Call;
import io.tierline.analytics.rates.domain.ContactRole;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.MeetingResult;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Status;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.UnreadableEvent;
import io.tierline.kit.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we read of the event, against the contract that its publisher keeps. */
class CallOutcomeV1Test {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Contract CONTRACT = Contract.of("call-service", "call-outcome", "v1");

    static Stream<Arguments> examples() {
        return CONTRACT.examples().entrySet().stream()
                .map(example -> Arguments.of(example.getKey(), example.getValue()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleCanBeRead(String name, String payload) throws IOException {
        assertThat(CONTRACT.faultsOf(payload)).isEmpty();
        JsonNode event = JSON.readTree(payload);

        Call call = read(payload);

        assertThat(call.callId()).isEqualTo(event.get("callId").textValue());
        assertThat(call.revision()).isEqualTo(event.get("revision").intValue());
        assertThat(call.customerId()).isEqualTo(event.get("customerId").textValue());
        assertThat(call.rep()).isEqualTo(event.get("rep").textValue());
        assertThat(call.team()).isEqualTo(event.get("team").textValue());
        assertThat(call.campaign()).isEqualTo(event.get("campaign").textValue());
        assertThat(call.direction().word()).isEqualTo(event.get("direction").textValue());
        assertThat(call.startedAt())
                .isEqualTo(Instant.parse(event.get("startedAt").textValue()));
        assertThat(call.status().word()).isEqualTo(event.get("status").textValue());
        assertThat(call.outcome() == null ? null : call.outcome().name())
                .isEqualTo(event.get("outcome").textValue());
        assertThat(call.talkSeconds()).isEqualTo(event.get("talkSeconds").intValue());
        assertThat(call.contactRole() == null ? null : call.contactRole().name())
                .isEqualTo(event.get("contactRole").textValue());
        assertThat(call.complete()).isEqualTo(event.has("summarisedAt"));
        assertThat(call.summarisedAt()).isEqualTo(instant(event.path("summarisedAt")));
        assertThat(call.agenda())
                .isEqualTo(new Agenda(
                        instant(event.get("followUpAt")),
                        event.path("followUpCancelled").asBoolean(false),
                        instant(event.get("meetingAt")),
                        Arrays.stream(MeetingResult.values())
                                .filter(result -> result.word()
                                        .equals(event.path("meetingResult").asText()))
                                .findAny()
                                .orElse(null),
                        event.path("meetingMoves").asInt(0)));
        assertThat(call.flags()).hasSize(event.get("flags").size());
        assertThat(call.voided()).isEqualTo(event.get("voided").booleanValue());
    }

    @Test
    void wordsAreThoseOfTheContract() throws IOException {
        JsonNode members = JSON.readTree(Files.readString(
                        Path.of("..", "call-service", "src", "main", "contracts", "call-outcome", "v1", "schema.json")))
                .get("properties");

        assertThat(Arrays.stream(Outcome.values()).map(Outcome::name)).hasSameElementsAs(words(members, "outcome"));
        assertThat(Arrays.stream(Status.values()).map(Status::word)).hasSameElementsAs(words(members, "status"));
        assertThat(Arrays.stream(Direction.values()).map(Direction::word))
                .hasSameElementsAs(words(members, "direction"));
        assertThat(Arrays.stream(ContactRole.values()).map(ContactRole::name))
                .hasSameElementsAs(words(members, "contactRole"));
        assertThat(Arrays.stream(MeetingResult.values()).map(MeetingResult::word))
                .hasSameElementsAs(words(members, "meetingResult"));
    }

    @Test
    void fixtureFollowsTheContract() {
        assertThat(CONTRACT.faultsOf(call("1").payload())).isEmpty();
    }

    @Test
    void whatMayBeNullMayBeNull() {
        CallOutcomes call = call("1")
                .pending()
                .rep(null)
                .team(null)
                .campaign(null)
                .talkSeconds(null)
                .with("contactRole", null);

        assertThat(CONTRACT.faultsOf(call.payload())).isEmpty();
        assertThatCode(() -> read(call.payload())).doesNotThrowAnyException();
    }

    @Test
    void membersThatWeDoNotNeedArePassedOver() {
        CallOutcomes call = call("1")
                .with("newMember", List.of(1))
                .with("ringSeconds", "12")
                .without("qualification");

        assertThat(read(call.payload()).callId()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "callId",
                "revision",
                "voided",
                "customerId",
                "contactRole",
                "rep",
                "team",
                "campaign",
                "direction",
                "startedAt",
                "talkSeconds",
                "status",
                "outcome",
                "followUpAt",
                "meetingAt",
                "flags"
            })
    void missingMemberIsRefused(String member) {
        CallOutcomes call = call("1").without(member);

        assertThat(CONTRACT.faultsOf(call.payload())).isNotEmpty();
        assertThatThrownBy(() -> read(call.payload()))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageStartingWith("/" + member + " ");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("callId", "a b"),
                Arguments.of("callId", 1),
                Arguments.of("revision", 0),
                Arguments.of("revision", "1"),
                Arguments.of("voided", "false"),
                Arguments.of("customerId", ""),
                Arguments.of("rep", "李伟"),
                Arguments.of("team", List.of()),
                Arguments.of("campaign", "x".repeat(129)),
                Arguments.of("direction", "sideways"),
                Arguments.of("startedAt", "yesterday"),
                Arguments.of("startedAt", 1763861400),
                Arguments.of("talkSeconds", -1),
                Arguments.of("talkSeconds", 1.5),
                Arguments.of("status", "done"),
                Arguments.of("outcome", "A"),
                Arguments.of("outcome", null),
                Arguments.of("status", "pending"),
                Arguments.of("contactRole", "CFO"),
                Arguments.of("summarisedAt", "yesterday"),
                Arguments.of("followUpAt", "tomorrow"),
                Arguments.of("followUpCancelled", null),
                Arguments.of("meetingAt", 1),
                Arguments.of("meetingResult", "moved"),
                Arguments.of("meetingMoves", -1),
                Arguments.of("meetingMoves", null),
                Arguments.of("flags", "talked-but-na"),
                Arguments.of("flags", List.of("Talked, but NA")));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String member, Object value) {
        CallOutcomes call = call("1").with(member, value);

        assertThat(CONTRACT.faultsOf(call.payload())).isNotEmpty();
        assertThatThrownBy(() -> read(call.payload())).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        CallOutcomes call = call("1").with("revision", 0).with("status", "done").without("flags");

        assertThatThrownBy(() -> read(call.payload()))
                .hasMessageContainingAll("/revision ", "/status ", "/flags is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Acme", "a_b"})
    void tenantHasToBeOne(String tenant) {
        assertThatThrownBy(() -> CallOutcomeV1.callOf(new IncomingEvent(
                        tenant, "acme", "1/1", JSON.readTree(call("1").payload()))))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("the key");
    }

    private static Instant instant(JsonNode time) {
        return time.isTextual() ? Instant.parse(time.textValue()) : null;
    }

    private static List<String> words(JsonNode members, String member) {
        List<String> words = new java.util.ArrayList<>();
        members.get(member).get("enum").forEach(word -> {
            if (!word.isNull()) {
                words.add(word.textValue());
            }
        });
        return words;
    }

    private static Call read(String payload) {
        try {
            return CallOutcomeV1.callOf(new IncomingEvent("acme", "acme", "1/1", JSON.readTree(payload)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
