package io.tierline.grading;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What this service has published; one reader for all tests. */
public final class PublishedEvents {

    public static final String CUSTOMER = "customer-lifecycle.v1";
    public static final String CLOSING = "closing.v1";
    public static final String TIER_CHANGE = "tier-change.v1";

    /** An event as it was published. */
    public record Event(String topic, String key, Map<String, String> headers, String value) {

        public JsonPath json() {
            return JsonPath.from(value);
        }

        public String id() {
            return headers.get("ce_id");
        }
    }

    private static final Map<String, List<Event>> BY_TENANT = new ConcurrentHashMap<>();

    static {
        Thread reader = new Thread(PublishedEvents::read, "published-events");
        reader.setDaemon(true);
        reader.start();
    }

    private PublishedEvents() {}

    /** The tenant's events of the type, those of one customer in their order, once there are so many. */
    public static List<Event> of(String tenant, String type, int number) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(soFar(tenant, type)).hasSizeGreaterThanOrEqualTo(number));
        return soFar(tenant, type);
    }

    /** The tenant's events of the type that have come so far. */
    public static List<Event> soFar(String tenant, String type) {
        return BY_TENANT.getOrDefault(tenant, List.of()).stream()
                .filter(event -> type.equals(event.headers().get("ce_type")))
                .toList();
    }

    private static void read() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest",
                "key.deserializer", StringDeserializer.class.getName(),
                "value.deserializer", StringDeserializer.class.getName()))) {
            consumer.subscribe(List.of("tierline.tier-changes", "tierline.customer-lifecycle"));
            while (true) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    Map<String, String> headers = new LinkedHashMap<>();
                    record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
                    String tenant = record.key().substring(0, record.key().indexOf('/'));
                    BY_TENANT
                            .computeIfAbsent(tenant, key -> new CopyOnWriteArrayList<>())
                            .add(new Event(record.topic(), record.key(), headers, record.value()));
                }
            }
        }
    }
}
