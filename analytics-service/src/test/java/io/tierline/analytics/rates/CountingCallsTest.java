package io.tierline.analytics.rates;

import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.messaging.CloudEvents;
import io.tierline.kit.testing.Contract;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the events on the topic do to the numbers. Each test has a tenant of its own. */
@QuarkusTest
class CountingCallsTest {

    private static final String BY_COMPANY = "by=company&" + EVER;
    private static final String BY_REP = "by=rep&" + EVER;

    @Inject
    Topic topic;

    static Stream<Arguments> examples() {
        return Contract.of("call-service", "call-outcome", "v1").examples().entrySet().stream()
                .map(example -> Arguments.of(example.getKey(), example.getValue()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleOfTheContractIsCounted(String name, String payload) throws Exception {
        // Given
        JsonNode event = new ObjectMapper().readTree(payload);
        String tenant = "example-" + name.replace(".json", "").toLowerCase(Locale.ROOT);

        // When
        topic.deliver(
                List.of(Topic.recordOf(tenant + "/" + event.get("customerId").textValue(), "example", payload)));

        // Then
        String counted = event.get("outcome").isNull()
                ? event.get("status").textValue()
                : event.get("outcome").textValue();
        assertThat(Rates.inShort(tenant, BY_REP))
                .isEqualTo(
                        event.get("voided").booleanValue()
                                ? List.of()
                                : List.of(event.get("rep").asText() + ": " + counted + " 1"));
    }

    @Test
    void callCountsOnce_whenItArrivesAgain() {
        topic.deliver("again", call("1"), call("1"));
        topic.deliver("again", call("1"));

        assertThat(Rates.inShort("again", BY_COMPANY)).containsExactly("company: D 1");
    }

    @Test
    void latestRevisionCounts_whenRevisionsArriveInOneBatchOutOfOrder() {
        topic.deliver(
                "reordered",
                call("1").revision(2).outcome("RJ"),
                call("1").revision(3).outcome("C"),
                call("1").revision(1).pending());

        assertThat(Rates.inShort("reordered", BY_COMPANY)).containsExactly("company: C 1");
    }

    @Test
    void olderRevisionChangesNothing_whenItArrivesLater() {
        topic.deliver("late-revision", call("1").revision(5).outcome("C"));
        topic.deliver("late-revision", call("1").revision(4).outcome("NA").rep("somebody.else"));

        assertThat(Rates.inShort("late-revision", BY_REP)).containsExactly("li.wei: C 1");
    }

    @Test
    void correctedOutcomeReplacesTheOneBefore() {
        topic.deliver("corrected", call("1").outcome("D"), call("2").outcome("D"));
        topic.deliver("corrected", call("1").revision(2).outcome("C"));

        assertThat(Rates.inShort("corrected", BY_COMPANY)).containsExactly("company: D 1, C 1");
    }

    @Test
    void pendingCallBecomesADial_whenItIsSummarised() {
        topic.deliver("summarised", call("1").pending(), call("2").failed());
        assertThat(Rates.inShort("summarised", BY_COMPANY)).containsExactly("company: pending 1, failed 1");

        topic.deliver("summarised", call("1").revision(2).outcome("CUT"));
        assertThat(Rates.inShort("summarised", BY_COMPANY)).containsExactly("company: CUT 1, failed 1");
    }

    @Test
    void callMovesToAnotherHour_whenItsStartIsCorrected() {
        topic.deliver("hour", call("1").at("2026-11-23T01:30:00Z"));
        topic.deliver("hour", call("1").revision(2).at("2026-11-23T05:30:00Z"));

        assertThat(Rates.inShort("hour", "by=company&from=2026-11-23T01:00:00Z&to=2026-11-23T02:00:00Z"))
                .isEmpty();
        assertThat(Rates.inShort("hour", "by=company&from=2026-11-23T05:00:00Z&to=2026-11-23T06:00:00Z"))
                .containsExactly("company: D 1");
        assertThat(Rates.inShort("hour", BY_COMPANY)).containsExactly("company: D 1");
    }

    @Test
    void callMovesToAnotherRepAndTeam_whenItsAttributionIsCorrected() {
        topic.deliver("attribution", call("1"), call("2"));
        topic.deliver(
                "attribution",
                call("1").revision(2).rep("zhang.min").team("west-2").campaign(null));

        assertThat(Rates.inShort("attribution", BY_REP)).containsExactly("li.wei: D 1", "zhang.min: D 1");
        assertThat(Rates.inShort("attribution", "by=team&" + EVER)).containsExactly("east-1: D 1", "west-2: D 1");
        assertThat(Rates.inShort("attribution", "by=campaign&" + EVER)).containsExactly("expo-2026: D 1", "null: D 1");
    }

    @Test
    void callCountsOnce_whenItMovesToAnotherCustomer() {
        // Given the revisions have different keys, so that they may arrive from different partitions in any order
        topic.deliver(
                "customer",
                call("1").revision(2).customer("acme-holding").with("previousCustomerId", "acme"),
                call("1").revision(1));

        assertThat(Rates.inShort("customer", BY_COMPANY)).containsExactly("company: D 1");
    }

    @Test
    void voidedCallCountsNowhere() {
        topic.deliver("voided", call("1"), call("2"), call("3").voided());
        topic.deliver(
                "voided", call("1").revision(2).voided(), call("2").revision(2).voided());

        assertThat(Rates.inShort("voided", BY_COMPANY)).isEmpty();
        assertThat(Rates.inShort("voided", "by=company&from=2026-11-23T01:15:00Z&to=2026-11-23T01:45:00Z"))
                .isEmpty();
    }

    @Test
    void talkTimeFollowsTheCorrections() {
        topic.deliver(
                "talk",
                call("1").talkSeconds(60),
                call("2").talkSeconds(null),
                call("3").pending().talkSeconds(30));
        assertThat(Rates.rows("talk", BY_COMPANY).get(0).get("talkSeconds").longValue())
                .isEqualTo(90);

        topic.deliver(
                "talk",
                call("1").revision(2).talkSeconds(null),
                call("2").revision(2).talkSeconds(7));
        assertThat(Rates.rows("talk", BY_COMPANY).get(0).get("talkSeconds").longValue())
                .isEqualTo(37);
    }

    @Test
    void sameCallIdOfAnotherTenantIsAnotherCall() {
        topic.deliver("tenant-one", call("1").outcome("C"));
        topic.deliver("tenant-two", call("1").outcome("NA"), call("2").outcome("NA"));

        assertThat(Rates.inShort("tenant-one", BY_COMPANY)).containsExactly("company: C 1");
        assertThat(Rates.inShort("tenant-two", BY_COMPANY)).containsExactly("company: NA 2");
    }

    @Test
    void unreadableRecordGoesToTheDeadLettersAlone() {
        // Given
        CallOutcomes wrong = call("2")
                .customer("wrong")
                .without("campaign")
                .with("outcome", "MAYBE")
                .with("revision", "1");

        // When
        topic.deliver(List.of(
                Topic.recordOf("unreadable", call("1")),
                Topic.recordOf("unreadable", wrong),
                Topic.recordOf("unreadable/broken", "broken", "{\"callId\":"),
                Topic.recordOf("unreadable", call("3"))));

        // Then
        assertThat(Rates.inShort("unreadable", BY_COMPANY)).containsExactly("company: D 2");
        assertThat(topic.deadLettersOf("unreadable/wrong")).singleElement().satisfies(letter -> {
            assertThat(new String(letter.value(), UTF_8)).isEqualTo(wrong.payload());
            assertThat(reasonOf(letter))
                    .contains("/campaign is missing")
                    .contains("/outcome must be one of")
                    .contains("/revision must be a whole number");
        });
        assertThat(topic.deadLettersOf("unreadable/broken"))
                .singleElement()
                .satisfies(letter -> assertThat(reasonOf(letter)).isEqualTo("the value is no JSON"));
    }

    @Test
    void eventOfAnotherTypeIsPassedOver() {
        topic.deliver(List.of(
                CloudEvents.record(
                        "tierline.call-outcomes",
                        "call-service",
                        "call-outcome.v2",
                        "newer/acme",
                        "1/1",
                        java.time.Instant.EPOCH,
                        "{}"),
                Topic.recordOf("newer", call("1"))));

        assertThat(Rates.inShort("newer", BY_COMPANY)).containsExactly("company: D 1");
        assertThat(topic.deadLettersOf("newer/acme")).isEmpty();
    }

    private static String reasonOf(ConsumerRecord<byte[], byte[]> letter) {
        return CloudEvents.text(letter.headers(), "dead-letter-reason");
    }
}
