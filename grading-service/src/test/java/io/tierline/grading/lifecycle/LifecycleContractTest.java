package io.tierline.grading.lifecycle;

import static io.tierline.grading.deals.DealsApi.close;
import static io.tierline.grading.deals.DealsApi.correct;
import static io.tierline.grading.deals.DealsApi.ending;
import static io.tierline.grading.deals.DealsApi.learn;
import static io.tierline.grading.deals.DealsApi.lost;
import static io.tierline.grading.deals.DealsApi.reopen;
import static io.tierline.grading.deals.DealsApi.target;
import static io.tierline.grading.deals.DealsApi.with;
import static io.tierline.grading.deals.DealsApi.won;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.grading.PublishedEvents;
import io.tierline.grading.PublishedEvents.Event;
import io.tierline.grading.deals.application.MoveClosings;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.lifecycle.application.TellLifecycle;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Contract;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LifecycleContractTest {

    private static final Contract CUSTOMER = Contract.of("grading-service", "customer-lifecycle", "v1");
    private static final Contract CLOSING = Contract.of("grading-service", "closing", "v1");

    @Inject
    Database database;

    @Inject
    TellLifecycle tellLifecycle;

    @Inject
    MoveClosings moveClosings;

    private final String tenant = newTenant();

    @Test
    void everyExampleConforms() {
        for (Contract contract : List.of(CUSTOMER, CLOSING)) {
            assertThat(contract.examples())
                    .allSatisfy((name, example) ->
                            assertThat(contract.faultsOf(example)).as(name).isEmpty());
        }
    }

    @Test
    void schemasRefuseWhatIsNone() {
        String won = CUSTOMER.examples().get("won.json");
        assertThat(CUSTOMER.faultsOf("{}")).hasSize(10);
        assertThat(CUSTOMER.faultsOf(won.replace("\"won\"", "\"WON\""))).isNotEmpty();
        assertThat(CUSTOMER.faultsOf(won.replace("\"round\": 1", "\"round\": 0")))
                .isNotEmpty();
        String lost = CLOSING.examples().get("lost.json");
        assertThat(CLOSING.faultsOf("{}")).hasSizeGreaterThanOrEqualTo(18);
        assertThat(CLOSING.faultsOf(lost.replace("\"lost\"", "\"open\""))).isNotEmpty();
        assertThat(CLOSING.faultsOf(lost.replace("\"value\": 80000", "\"value\": -1")))
                .isNotEmpty();
        // What a tier rests on goes with a tier.
        String disqualified = CLOSING.examples().get("disqualified.json");
        assertThat(CLOSING.faultsOf(disqualified.replace("\"basis\": null", "\"basis\": \"criteria\"")))
                .isNotEmpty();
        assertThat(CLOSING.faultsOf(lost.replace("\"basis\": \"criteria\"", "\"basis\": null")))
                .isNotEmpty();
    }

    @Test
    void everyStepIsTold_byCustomer_andByClosing() {
        // Given
        target(tenant, "acme");

        // When
        close(tenant, "acme", with(lost(), "note", "Call Mr Wang.", "competitor", "Kingdee"))
                .then()
                .statusCode(201);
        reopen(tenant, "acme", "again").then().statusCode(200);
        close(tenant, "acme", with(won(), "amount", Map.of("value", 100.50, "currency", "CNY")))
                .then()
                .statusCode(201);
        correct(tenant, "acme", ending("won", "trust")).then().statusCode(200);
        reopen(tenant, "acme", "second-sale").then().statusCode(200);

        // Then
        List<Event> customers = PublishedEvents.of(tenant, PublishedEvents.CUSTOMER, 4);
        assertThat(customers).allSatisfy(event -> {
            assertThat(event.topic()).isEqualTo("tierline.customer-lifecycle");
            assertThat(event.key()).isEqualTo(tenant + "/acme");
            assertThat(event.headers()).containsEntry("ce_source", "/grading-service/" + tenant);
            assertThat(CUSTOMER.faultsOf(event.value())).isEmpty();
        });
        assertThat(customers)
                .extracting(Event::id)
                .containsExactly("customer/acme/1", "customer/acme/2", "customer/acme/3", "customer/acme/4");
        assertThat(customers)
                .extracting(event -> event.json().getString("status"))
                .containsExactly("lost", "open", "won", "open");
        assertThat(customers).extracting(event -> event.json().getInt("round")).containsExactly(1, 1, 1, 2);
        assertThat(customers.get(3).json().getString("roundStart")).isNotNull();

        List<Event> closings = PublishedEvents.of(tenant, PublishedEvents.CLOSING, 5);
        assertThat(closings).allSatisfy(event -> {
            assertThat(event.key()).isEqualTo(tenant + "/acme");
            assertThat(CLOSING.faultsOf(event.value())).isEmpty();
            assertThat(event.value()).doesNotContain("Wang");
            assertThat(event.id())
                    .isEqualTo(event.json().getString("closingId") + "/"
                            + event.json().getInt("revision"));
        });
        assertThat(closings)
                .extracting(
                        event -> event.json().getString("result") + event.json().getString("reopening.kind"))
                .containsExactly("lostnull", "lostagain", "wonnull", "wonnull", "wonsecond-sale");
        assertThat(closings)
                .extracting(event -> event.json().getInt("revision"))
                .containsExactly(1, 2, 1, 2, 3);
        Event first = closings.get(0);
        assertThat(first.json().getString("tier")).isEqualTo("C");
        assertThat(first.json().getList("unmet.findAll { it.tier == 'B' }.criterion"))
                .contains("key-persons", "procurement");
        assertThat(first.json().getList("met.findAll { it.tier == 'C' }.criterion"))
                .containsExactly("key-persons", "needs", "objections", "budget");
        assertThat(closings.get(2).json().getString("amount.value")).isEqualTo("100.5");
    }

    @Test
    void repeatsAndRefusalsTellNothing() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", won()).then().statusCode(201);

        // When
        close(tenant, "acme", won()).then().statusCode(200);
        close(tenant, "acme", lost()).then().statusCode(409);
        correct(tenant, "acme", won()).then().statusCode(200);
        learn(tenant, "acme", Map.of("budget", "unknown"));
        reopen(tenant, "acme", "second-sale").then().statusCode(200);

        // Then
        assertThat(PublishedEvents.of(tenant, PublishedEvents.CUSTOMER, 2)).hasSize(2);
        assertThat(PublishedEvents.of(tenant, PublishedEvents.CLOSING, 2)).hasSize(2);
    }

    @Test
    void profileOwnerReferrerAndMergerAreTold_withoutStoriesAndNames() {
        // Given
        target(tenant, "acme");
        CustomerKey acme = new CustomerKey(tenant, "acme");

        // When
        database.transaction(transaction -> transaction
                        .preparedQuery("update customer set owner_rep = 'li.wei', referred_by = 'globex',"
                                + " merged_into = 'acme-group', profile = $2::text::jsonb where tenant = $1")
                        .execute(Tuple.of(
                                tenant,
                                "{\"needs\":{\"goals\":[\"peace for Mr Wang\"],\"urgency\":\"urgent\"},"
                                        + "\"background\":{\"headCount\":420,\"industry\":\"machinery\",\"marketShare\":3.5},"
                                        + "\"coverage\":{\"domains\":[\"finance\"]},"
                                        + "\"competition\":{\"reasonNothingBought\":\"Mrs Li\"}}"))
                        .chain(() -> tellLifecycle.of(transaction, Set.of(acme))))
                .await()
                .indefinitely();

        // Then
        Event event = PublishedEvents.of(tenant, PublishedEvents.CUSTOMER, 1).get(0);
        assertThat(CUSTOMER.faultsOf(event.value())).isEmpty();
        assertThat(event.value())
                .contains("\"profile\":{\"industry\":\"machinery\",\"headCount\":420,\"marketShare\":3.5,"
                        + "\"domains\":[\"finance\"],\"urgency\":\"urgent\"}");
        assertThat(event.json().getString("owner.rep")).isEqualTo("li.wei");
        assertThat(event.json().getString("owner.team")).isNull();
        assertThat(event.json().getString("referredBy")).isEqualTo("globex");
        assertThat(event.json().getString("mergedInto")).isEqualTo("acme-group");
    }

    @Test
    void closingsThatMoveAreTold_byTheirNewCustomer() {
        // Given
        target(tenant, "acme-ltd");
        target(tenant, "acme");
        close(tenant, "acme-ltd", lost()).then().statusCode(201);

        // When
        database.transaction(transaction -> moveClosings.move(
                        transaction, new CustomerKey(tenant, "acme-ltd"), new CustomerKey(tenant, "acme")))
                .await()
                .indefinitely();

        // Then
        Event moved = PublishedEvents.of(tenant, PublishedEvents.CLOSING, 2).stream()
                .filter(event -> event.key().equals(tenant + "/acme"))
                .findFirst()
                .orElseThrow();
        assertThat(CLOSING.faultsOf(moved.value())).isEmpty();
        assertThat(moved.json().getInt("revision")).isEqualTo(2);
        assertThat(moved.json().getString("customerId")).isEqualTo("acme");
    }
}
