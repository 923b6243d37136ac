package io.tierline.analytics.deals.messaging;

import static io.tierline.analytics.fixtures.Deals.closing;
import static io.tierline.analytics.fixtures.Deals.criteria;
import static io.tierline.analytics.fixtures.Deals.customer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.analytics.deals.domain.Closing;
import io.tierline.analytics.deals.domain.Closing.Criterion;
import io.tierline.analytics.deals.domain.Customer;
import io.tierline.analytics.deals.domain.LifecycleEntry;
import io.tierline.analytics.deals.domain.ProfileField;
import io.tierline.analytics.fixtures.Deals;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.UnreadableEvent;
import io.tierline.kit.testing.Contract;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What we read of the events about customers and deals, against the contracts that their publisher keeps. */
class LifecycleEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> examples() {
        return Stream.of("customer-lifecycle", "closing")
                .flatMap(event ->
                        contractOf(event).examples().values().stream().map(payload -> Arguments.of(event, payload)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsReadWhole(String event, String payload) throws IOException {
        assertThat(contractOf(event).faultsOf(payload)).isEmpty();
        JsonNode told = JSON.readTree(payload);

        LifecycleEntry entry = read(event + ".v1", payload);

        assertThat(entry.tenant()).isEqualTo("acme");
        assertThat(entry.revision()).isEqualTo(told.get("revision").intValue());
        if (entry instanceof Customer customer) {
            assertThat(customer.id()).isEqualTo(told.get("customerId").textValue());
            assertThat(customer.status().word()).isEqualTo(told.get("status").textValue());
            assertThat(customer.round()).isEqualTo(told.get("round").intValue());
            assertThat(customer.roundStart()).isEqualTo(instant(told.get("roundStart")));
            assertThat(customer.ownerRep()).isEqualTo(told.at("/owner/rep").textValue());
            assertThat(customer.ownerTeam()).isEqualTo(told.at("/owner/team").textValue());
            assertThat(customer.referredBy()).isEqualTo(told.get("referredBy").textValue());
            assertThat(customer.mergedInto()).isEqualTo(told.get("mergedInto").textValue());
            assertThat(customer.at()).isEqualTo(instant(told.get("at")));
            told.get("profile")
                    .properties()
                    .forEach(known -> assertThat(customer.profile().get(fieldOf(known.getKey())))
                            .as(known.getKey())
                            .usingComparator(LifecycleEventsTest::compareNumbersByValue)
                            .isEqualTo(JSON.convertValue(known.getValue(), Object.class)));
            assertThat(customer.profile()).hasSize(told.get("profile").size());
        } else if (entry instanceof Closing closing) {
            assertThat(closing.id()).isEqualTo(told.get("closingId").textValue());
            assertThat(closing.customerId()).isEqualTo(told.get("customerId").textValue());
            assertThat(closing.round()).isEqualTo(told.get("round").intValue());
            assertThat(closing.result().word()).isEqualTo(told.get("result").textValue());
            assertThat(closing.reasons()).isEqualTo(JSON.convertValue(told.get("reasons"), List.class));
            assertThat(closing.competitor()).isEqualTo(told.get("competitor").textValue());
            if (closing.amount() != null) {
                assertThat(closing.amount().value())
                        .isEqualByComparingTo(told.at("/amount/value").decimalValue());
                assertThat(closing.amount().currency())
                        .isEqualTo(told.at("/amount/currency").textValue());
            } else {
                assertThat(told.get("amount").isNull()).isTrue();
            }
            assertThat(closing.closedAt()).isEqualTo(instant(told.get("closedAt")));
            assertThat(closing.rep()).isEqualTo(told.get("rep").textValue());
            assertThat(closing.team()).isEqualTo(told.get("team").textValue());
            assertThat(closing.tier()).isEqualTo(told.get("tier").textValue());
            assertThat(closing.basis()).isEqualTo(told.get("basis").textValue());
            assertThat(closing.standard()).isEqualTo(told.get("standard").intValue());
            assertThat(closing.unmet()).isEqualTo(criteriaOf(told.get("unmet")));
            assertThat(closing.met()).isEqualTo(criteriaOf(told.get("met")));
            if (closing.reopening() != null) {
                assertThat(closing.reopening().kind())
                        .isEqualTo(told.at("/reopening/kind").textValue());
                assertThat(closing.reopening().at()).isEqualTo(instant(told.at("/reopening/at")));
            } else {
                assertThat(told.get("reopening").isNull()).isTrue();
            }
            assertThat(closing.at()).isEqualTo(instant(told.get("at")));
        }
    }

    /** A field that the publisher adds must be noticed here. */
    @Test
    void everyFieldOfTheProfileIsKnown() throws IOException {
        JsonNode schema = JSON.readTree(Files.readString(
                Path.of("..", "grading-service/src/main/contracts/customer-lifecycle/v1/schema.json")));
        TreeSet<String> told = new TreeSet<>();
        schema.at("/properties/profile/properties").fieldNames().forEachRemaining(told::add);

        assertThat(Stream.of(ProfileField.values()).map(ProfileField::word)).containsExactlyInAnyOrderElementsOf(told);
    }

    static Stream<Deals> fixtures() {
        return Stream.of(
                customer("acme"),
                customer("acme")
                        .knowing("industry", "machinery")
                        .knowing("headCount", 420)
                        .knowing("marketShare", 3.5),
                closing("1", "acme", "won"),
                closing("1", "acme", "lost")
                        .worth(99.5, "CNY")
                        .with("unmet", criteria("A/budget"))
                        .reopened("again"));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void fixturesFollowTheContracts(Deals event) {
        assertThat(contractOf(event.type().replace(".v1", "")).faultsOf(event.payload()))
                .isEmpty();
        assertThat(read(event.type(), event.payload())).isNotNull();
    }

    static Stream<Deals> broken() {
        return Stream.of(
                customer("客户"),
                customer("acme").without("customerId"),
                customer("acme").revision(0),
                customer("acme").with("revision", "1"),
                customer("acme").with("status", "sleeping"),
                customer("acme").with("round", 0),
                customer("acme").without("roundStart"),
                customer("acme").with("roundStart", "yesterday"),
                customer("acme").without("owner"),
                customer("acme").with("owner", Map.of("rep", "li.wei")),
                customer("acme").with("owner", Collections.singletonMap("team", null)),
                customer("acme").without("referredBy"),
                customer("acme").without("mergedInto"),
                customer("acme").with("at", null),
                customer("acme").without("profile"),
                customer("acme").knowing("industry", ""),
                customer("acme").knowing("region", "x".repeat(201)),
                customer("acme").knowing("stage", "old"),
                customer("acme").knowing("headCount", 1.5),
                customer("acme").knowing("headCount", -1),
                customer("acme").knowing("marketShare", 100.5),
                customer("acme").knowing("usualBudget", -1),
                customer("acme").knowing("usualBudget", "much"),
                customer("acme").knowing("domains", "finance"),
                customer("acme").knowing("domains", Collections.nCopies(51, "finance")),
                customer("acme").knowing("salesChannels", List.of(1)),
                closing("1", "acme", "drawn"),
                closing("1", "acme", "won").without("closingId"),
                closing("1", "acme", "won").without("customerId"),
                closing("1", "acme", "won").with("round", null),
                closing("1", "acme", "won").with("reasons", List.of()),
                closing("1", "acme", "won").with("reasons", List.of("fit", "fit")),
                closing("1", "acme", "won").with("reasons", List.of("Too late")),
                closing("1", "acme", "won").without("competitor"),
                closing("1", "acme", "won").with("competitor", ""),
                closing("1", "acme", "won").without("amount"),
                closing("1", "acme", "won").worth(-1, "CNY"),
                closing("1", "acme", "won").worth(1e15, "CNY"),
                closing("1", "acme", "won").worth(1, "yuan"),
                closing("1", "acme", "won").with("amount", Map.of("value", 1)),
                closing("1", "acme", "won").with("closedAt", "2026-11-23"),
                closing("1", "acme", "won").without("rep"),
                closing("1", "acme", "won").without("team"),
                closing("1", "acme", "won").with("tier", "A"),
                closing("1", "acme", "won").with("basis", "criteria"),
                closing("1", "acme", "won").with("tier", "A A").with("basis", "criteria"),
                closing("1", "acme", "won").with("standard", 0),
                closing("1", "acme", "won").without("unmet"),
                closing("1", "acme", "won").with("met", List.of(Map.of("tier", "A"))),
                closing("1", "acme", "won").with("met", List.of("A/budget")),
                closing("1", "acme", "won").with("met", criteria("A/" + "x".repeat(65))),
                closing("1", "acme", "won").without("reopening"),
                closing("1", "acme", "won").reopened("later"),
                closing("1", "acme", "won").with("reopening", Map.of("kind", "again")));
    }

    @ParameterizedTest
    @MethodSource
    void broken(Deals event) {
        assertThat(contractOf(event.type().replace(".v1", "")).faultsOf(event.payload()))
                .isNotEmpty();
        assertThatThrownBy(() -> read(event.type(), event.payload())).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        String payload = closing("1", "acme", "drawn")
                .revision(0)
                .without("competitor")
                .with("met", List.of(Map.of("tier", "A")))
                .payload();

        assertThatThrownBy(() -> read("closing.v1", payload))
                .hasMessageContainingAll(
                        "/result must be one of",
                        "/revision ",
                        "/competitor is missing",
                        "/met/0/criterion is required");
    }

    @Test
    void membersThatWeDoNotNeedArePassedOver() {
        String payload = customer("acme")
                .with("newMember", List.of(1))
                .knowing("colour", "red")
                .payload();

        assertThat(((Customer) read("customer-lifecycle.v1", payload)).profile())
                .isEmpty();
    }

    private static int compareNumbersByValue(Object one, Object other) {
        return one instanceof Number && other instanceof Number
                ? new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()))
                : one.equals(other) ? 0 : 1;
    }

    private static List<Criterion> criteriaOf(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> new Criterion(
                        each.get("tier").textValue(), each.get("criterion").textValue()))
                .toList();
    }

    private static ProfileField fieldOf(String word) {
        return Stream.of(ProfileField.values())
                .filter(field -> field.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static Instant instant(JsonNode text) {
        return text.isNull() ? null : Instant.parse(text.textValue());
    }

    private static Contract contractOf(String event) {
        return Contract.of("grading-service", event, "v1");
    }

    private static LifecycleEntry read(String type, String payload) {
        try {
            return LifecycleEvents.READERS
                    .get(type)
                    .apply(new IncomingEvent("acme", "acme", "1", JSON.readTree(payload)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
