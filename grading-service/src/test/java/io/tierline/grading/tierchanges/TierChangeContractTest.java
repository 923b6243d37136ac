package io.tierline.grading.tierchanges;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.kit.testing.Contract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TierChangeContractTest {

    private static final Contract CONTRACT = Contract.of("grading-service", "tier-change", "v1");

    private final String tenant = newTenant();

    @Test
    void everyExampleConforms() {
        assertThat(CONTRACT.examples())
                .allSatisfy((name, example) ->
                        assertThat(CONTRACT.faultsOf(example)).as(name).isEmpty());
    }

    @Test
    void schemaRefusesWhatIsNoTierChange() {
        String example = CONTRACT.examples().get("overdue.json");

        assertThat(CONTRACT.faultsOf("{}")).hasSizeGreaterThanOrEqualTo(12);
        assertThat(CONTRACT.faultsOf(example.replace("\"overdue\"", "\"late\"")))
                .isNotEmpty();
        assertThat(CONTRACT.faultsOf(example.replace("\"to\": \"B\"", "\"to\": null")))
                .isNotEmpty();
        assertThat(CONTRACT.faultsOf(example.replace("\"position\": 90", "\"position\": 0")))
                .isNotEmpty();
    }

    @Test
    void publishedChangesConform_keyedByCustomer_inOrder() {
        // Given
        Map<String, Object> wonOver = Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

        // When
        learn(Map.of("keyPersons", Map.of("EB", wonOver), "budget", "confirmed"));
        learn(Map.of("keyPersons", Map.of("UB", wonOver), "procurement", "clear"));
        learn(Map.of("budget", "unknown"));

        // Then
        List<ConsumerRecord<String, String>> published = published(3);
        assertThat(published).allSatisfy(event -> {
            assertThat(event.key()).isEqualTo(tenant + "/acme");
            assertThat(CONTRACT.faultsOf(event.value())).isEmpty();
            assertThat(header(event, "ce_type")).isEqualTo("tier-change.v1");
            assertThat(header(event, "ce_source")).isEqualTo("/grading-service/" + tenant);
            assertThat(header(event, "ce_id"))
                    .isEqualTo("tier-change/" + JsonPath.from(event.value()).getInt("position"));
        });
        assertThat(published)
                .extracting(event -> JsonPath.from(event.value()).getString("to"))
                .containsExactly("C", "B", null);
        // The event and the list tell the same.
        List<Map<String, Object>> listed =
                as(tenant, "rep").get("/v1/tier-changes").jsonPath().getList("items");
        assertThat(published)
                .extracting(event -> new HashMap<>(JsonPath.from(event.value()).<String, Object>getMap("")))
                .isEqualTo(listed.stream().map(HashMap::new).toList());
    }

    private void learn(Map<String, Object> patch) {
        as(tenant, "rep")
                .body(patch)
                .patch("/v1/customers/acme/qualification")
                .then()
                .statusCode(200);
    }

    private List<ConsumerRecord<String, String>> published(int number) {
        List<ConsumerRecord<String, String>> events = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest",
                "key.deserializer", StringDeserializer.class.getName(),
                "value.deserializer", StringDeserializer.class.getName()))) {
            consumer.subscribe(List.of("tierline.tier-changes"));
            await().atMost(PATIENCE).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key().startsWith(tenant + "/")) {
                        events.add(record);
                    }
                });
                assertThat(events).hasSize(number);
            });
        }
        return events;
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        return new String(event.headers().lastHeader(name).value(), UTF_8);
    }
}
