package io.tierline.analytics.deals;

import static io.tierline.analytics.fixtures.Deals.closing;
import static io.tierline.analytics.fixtures.Deals.criteria;
import static io.tierline.analytics.fixtures.Deals.customer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.Deals;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.messaging.CloudEvents;
import io.tierline.kit.testing.Contract;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Customers and deals on their way from the topic into the tables. */
@QuarkusTest
class KeepingDealsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Topic topic;

    @Inject
    Pool database;

    @Test
    void everyExampleIsKeptWhole() throws IOException {
        // Given
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String event : List.of("customer-lifecycle", "closing")) {
            for (String payload :
                    Contract.of("grading-service", event, "v1").examples().values()) {
                String key =
                        "examples/" + JSON.readTree(payload).get("customerId").textValue();
                records.add(CloudEvents.record(
                        Deals.TOPIC, "grading-service", event + ".v1", key, "1", Instant.EPOCH, payload));
            }
        }

        // When
        topic.deliver(records);

        // Then
        Row closing = row(
                "select * from closing where tenant = 'examples' and closing_id = 'closing:01KAT8ZC3Q7V5T2MW0H9XJ4R6B'");
        assertThat(closing.getInteger("revision")).isEqualTo(3);
        assertThat(closing.getString("customer_id")).isEqualTo("acme");
        assertThat(closing.getInteger("round")).isEqualTo(1);
        assertThat(closing.getString("result")).isEqualTo("won");
        assertThat(closing.getArrayOfStrings("reasons")).containsExactly("fit", "trust");
        assertThat(closing.getString("competitor")).isEqualTo("Kingdee");
        assertThat(closing.getBigDecimal("amount")).isEqualByComparingTo("125000.5");
        assertThat(closing.getString("currency")).isEqualTo("CNY");
        assertThat(closing.getOffsetDateTime("closed_at").toInstant()).isEqualTo("2026-11-23T02:15:30.123456Z");
        assertThat(closing.getString("rep")).isEqualTo("li.wei");
        assertThat(closing.getString("team")).isEqualTo("east-1");
        assertThat(closing.getString("tier")).isEqualTo("A");
        assertThat(closing.getString("basis")).isEqualTo("criteria");
        assertThat(closing.getInteger("standard")).isEqualTo(1);
        assertThat(closing.getJsonArray("unmet")).isEmpty();
        assertThat(closing.getJsonArray("met")).hasSize(21);
        assertThat(closing.getJsonArray("met").getJsonObject(20).encode())
                .isEqualTo("{\"tier\":\"D\",\"criterion\":\"follow-up\"}");
        assertThat(closing.getString("reopening_kind")).isEqualTo("second-sale");
        assertThat(closing.getOffsetDateTime("reopening_at").toInstant()).isEqualTo("2027-01-11T01:00:00Z");
        assertThat(closing.getOffsetDateTime("at").toInstant()).isEqualTo("2027-01-11T01:00:00Z");

        JsonNode profiled = JSON.readTree(Contract.of("grading-service", "customer-lifecycle", "v1")
                .examples()
                .get("profiled.json"));
        Row acme = row("select * from customer where tenant = 'examples' and customer_id = 'acme'");
        assertThat(JSON.readTree(acme.getJsonObject("profile").encode())).isEqualTo(profiled.get("profile"));
        assertThat(acme.getString("owner_rep")).isEqualTo("zhang.min");
        assertThat(row("select merged_into from customer where tenant = 'examples' and customer_id = 'acme-ltd'")
                        .getString("merged_into"))
                .isEqualTo("acme");
    }

    @Test
    void highestRevisionHolds_inAnyOrder() {
        // Given
        Random random = new Random(1);
        List<Deals> events = new ArrayList<>();
        for (int revision = 1; revision <= 6; revision++) {
            for (int i = 0; i < 10; i++) {
                events.add(customer("customer-" + i)
                        .revision(revision)
                        .knowing("headCount", revision)
                        .with("referredBy", "referrer-" + revision));
                // A merger moves a closing to another customer, and so to another partition.
                events.add(closing("closing-" + i, "customer-" + (i + revision), revision % 2 == 0 ? "won" : "lost")
                        .revision(revision)
                        .with("unmet", criteria("A/budget-" + revision)));
            }
        }
        Collections.shuffle(events, random);

        // When
        topic.deliver(Deals.records("revisions", events));
        topic.deliver(Deals.records("revisions", events.subList(0, 40)));

        // Then
        assertThat(rows("select revision, profile->>'headCount' as head_count, referred_by from customer"
                        + " where tenant = 'revisions'"))
                .hasSize(10)
                .allSatisfy(row -> {
                    assertThat(row.getInteger("revision")).isEqualTo(6);
                    assertThat(row.getString("head_count")).isEqualTo("6");
                    assertThat(row.getString("referred_by")).isEqualTo("referrer-6");
                });
        assertThat(rows("select revision, closing_id, customer_id, result, unmet from closing"
                        + " where tenant = 'revisions'"))
                .hasSize(10)
                .allSatisfy(row -> {
                    int number = Integer.parseInt(row.getString("closing_id").substring("closing-".length()));
                    assertThat(row.getInteger("revision")).isEqualTo(6);
                    assertThat(row.getString("customer_id")).isEqualTo("customer-" + (number + 6));
                    assertThat(row.getString("result")).isEqualTo("won");
                    assertThat(row.getJsonArray("unmet").encode()).contains("budget-6");
                });
    }

    @Test
    void largestAmountIsKeptToTheLastDigit() {
        // Given: more digits than a double has
        BigDecimal amount = new BigDecimal("999999999999999.9999");

        // When
        topic.deliver(Deals.records("exact", closing("1", "acme", "won").worth(amount, "CNY")));

        // Then
        assertThat(row("select amount from closing where tenant = 'exact'").getBigDecimal("amount"))
                .isEqualByComparingTo(amount);
    }

    @Test
    void unreadableRecordGoesToTheDeadLettersAlone() {
        topic.deliver(Deals.records(
                "poison",
                closing("1", "acme", "won").without("reasons"),
                customer("acme"),
                closing("2", "acme", "won")));

        assertThat(rows("select closing_id from closing where tenant = 'poison'"))
                .extracting(row -> row.getString("closing_id"))
                .containsExactly("2");
        assertThat(row("select count(*) as customers from customer where tenant = 'poison'")
                        .getLong("customers"))
                .isOne();
        assertThat(topic.deadLettersOf(Deals.TOPIC, "poison/acme"))
                .singleElement()
                .satisfies(letter -> assertThat(CloudEvents.text(letter.headers(), "dead-letter-reason"))
                        .contains("/reasons is required"));
    }

    private Row row(String sql) {
        List<Row> rows = rows(sql);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private List<Row> rows(String sql) {
        return StreamSupport.stream(
                        database.query(sql)
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(30))
                                .spliterator(),
                        false)
                .toList();
    }
}
