package io.tierline.analytics.tiers.messaging;

import static io.tierline.analytics.fixtures.TierChanges.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.analytics.fixtures.TierChanges;
import io.tierline.analytics.tiers.domain.TierChange;
import io.tierline.analytics.tiers.domain.TierChange.Kind;
import io.tierline.analytics.tiers.domain.TierChange.Reason;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.UnreadableEvent;
import io.tierline.kit.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we read of the event, against the contract that its publisher keeps. */
class TierChangeV1Test {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Contract CONTRACT = Contract.of("grading-service", "tier-change", "v1");

    static Stream<Arguments> examples() {
        return CONTRACT.examples().entrySet().stream()
                .map(example -> Arguments.of(example.getKey(), example.getValue()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleCanBeRead(String name, String payload) throws IOException {
        assertThat(CONTRACT.faultsOf(payload)).isEmpty();
        JsonNode event = JSON.readTree(payload);

        TierChange change = read(payload);

        assertThat(change.tenant()).isEqualTo("acme");
        assertThat(change.position()).isEqualTo(event.get("position").longValue());
        assertThat(change.customerId()).isEqualTo(event.get("customerId").textValue());
        assertThat(change.version()).isEqualTo(event.get("version").intValue());
        assertThat(change.kind().word()).isEqualTo(event.get("kind").textValue());
        assertThat(change.from()).isEqualTo(event.get("from").textValue());
        assertThat(change.to()).isEqualTo(event.get("to").textValue());
        assertThat(change.reason().word()).isEqualTo(event.get("reason").textValue());
        assertThat(change.standard()).isEqualTo(event.get("standard").intValue());
        assertThat(change.cause()).isEqualTo(event.get("cause").textValue());
        assertThat(change.rep()).isEqualTo(event.get("rep").textValue());
        assertThat(change.team()).isEqualTo(event.get("team").textValue());
        assertThat(change.at()).isEqualTo(Instant.parse(event.get("at").textValue()));
    }

    @Test
    void wordsAreThoseOfTheContract() throws IOException {
        JsonNode members = JSON.readTree(Files.readString(Path.of(
                        "..", "grading-service", "src", "main", "contracts", "tier-change", "v1", "schema.json")))
                .get("properties");

        assertThat(Arrays.stream(Kind.values()).map(Kind::word)).hasSameElementsAs(words(members, "kind"));
        assertThat(Arrays.stream(Reason.values()).map(Reason::word)).hasSameElementsAs(words(members, "reason"));
    }

    @Test
    void fixtureFollowsTheContract() {
        for (TierChanges change :
                List.of(change(1), change(1).closed("B"), change(1).overdue("B"))) {
            assertThat(CONTRACT.faultsOf(change.payload())).isEmpty();
        }
    }

    @Test
    void whatMayBeNullMayBeNull() {
        TierChanges change = change(1).moved(null, null).of(null, null).with("cause", null);

        assertThat(CONTRACT.faultsOf(change.payload())).isEmpty();
        assertThatCode(() -> read(change.payload())).doesNotThrowAnyException();
    }

    @Test
    void positionMayBeLarge() {
        assertThat(read(change(5_000_000_000L).payload()).position()).isEqualTo(5_000_000_000L);
    }

    @Test
    void membersThatWeDoNotKnowArePassedOver() {
        assertThat(read(change(1).with("newMember", List.of(1)).payload()).customerId())
                .isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "position",
                "customerId",
                "version",
                "kind",
                "from",
                "to",
                "reason",
                "standard",
                "cause",
                "rep",
                "team",
                "at"
            })
    void missingMemberIsRefused(String member) {
        TierChanges change = change(1).without(member);

        assertThat(CONTRACT.faultsOf(change.payload())).isNotEmpty();
        assertThatThrownBy(() -> read(change.payload()))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageStartingWith("/" + member + " ");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("position", 0),
                Arguments.of("position", "1"),
                Arguments.of("position", 1.5),
                Arguments.of("customerId", "a b"),
                Arguments.of("version", 0),
                Arguments.of("kind", "raised"),
                Arguments.of("kind", "overdue"), // from a tier to none
                Arguments.of("from", "a tier's code"),
                Arguments.of("from", 1),
                Arguments.of("to", ""),
                Arguments.of("to", "x".repeat(17)),
                Arguments.of("reason", "whim"),
                Arguments.of("standard", 0),
                Arguments.of("cause", "x".repeat(161)),
                Arguments.of("rep", "李伟"),
                Arguments.of("team", List.of()),
                Arguments.of("at", "yesterday"));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String member, Object value) {
        TierChanges change = change(1).moved("D", null).with(member, value);

        assertThat(CONTRACT.faultsOf(change.payload())).isNotEmpty();
        assertThatThrownBy(() -> read(change.payload())).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        TierChanges change =
                change(1).with("position", 0).with("reason", "whim").without("to");

        assertThatThrownBy(() -> read(change.payload()))
                .hasMessageContainingAll("/position ", "/reason ", "/to is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Acme", "a_b"})
    void tenantHasToBeOne(String tenant) {
        assertThatThrownBy(() -> TierChangeV1.changeOf(new IncomingEvent(
                        tenant, "acme", "1", JSON.readTree(change(1).payload()))))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("the key");
    }

    private static List<String> words(JsonNode members, String member) {
        List<String> words = new ArrayList<>();
        members.get(member).get("enum").forEach(word -> words.add(word.textValue()));
        return words;
    }

    private static TierChange read(String payload) {
        try {
            return TierChangeV1.changeOf(new IncomingEvent("acme", "acme", "1", JSON.readTree(payload)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
