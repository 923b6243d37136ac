package io.tierline.call.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What stands on the topics of this service, by the id without its revision; one reader for all tests. */
public final class PublishedCalls {

    /** An event as it was published. */
    public record Event(String key, Map<String, String> headers, String value) {

        public JsonPath json() {
            return JsonPath.from(value);
        }
    }

    private static final Map<String, List<Event>> EVENTS = new ConcurrentHashMap<>();

    static {
        Thread reader = new Thread(PublishedCalls::read, "published-calls");
        reader.setDaemon(true);
        reader.start();
    }

    private PublishedCalls() {}

    /** The events of a call, in their order within a customer, once there is one; a repeat that follows at once is seen too. */
    public static List<Event> of(String tenant, String callId) {
        return upTo(tenant, callId, 1);
    }

    /** The events of a call, once there are so many; a repeat that follows at once is seen too. */
    public static List<Event> upTo(String tenant, String callId, int revision) {
        List<Event> events = awaited(tenant, callId, revision);
        // Same customer, same partition: what is published before the fence is read before it.
        Map<String, Object> fence = SubmittedCalls.unsummarised(CallApi.uniqueId());
        fence.put("customerId", events.get(events.size() - 1).json().getString("customerId"));
        CallApi.recorded(tenant, fence);
        awaited(tenant, (String) fence.get("callId"), 1);
        return events;
    }

    /** The event of one revision of the call, whenever it came: a call that moves changes the partition. */
    public static Event revision(String tenant, String callId, int revision) {
        List<Event> published = published(tenant, callId);
        String id = callId + "/" + revision;
        return await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> published.stream()
                                .filter(event -> event.headers().get("ce_id").equals(id))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The events of an entry of the directory, in their order, once there is this revision. */
    public static List<Event> ofEntry(String tenant, String entry, int revision) {
        revision(tenant, entry, revision);
        return List.copyOf(published(tenant, entry));
    }

    /** The events of a tenant whose ids begin so, once there are so many. */
    public static List<Event> ofTenant(String tenant, String prefix, int events) {
        String beginning = tenant + "/" + prefix;
        return await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> EVENTS.entrySet().stream()
                                .filter(one -> one.getKey().startsWith(beginning))
                                .flatMap(one -> one.getValue().stream())
                                .toList(),
                        found -> found.size() >= events);
    }

    /** What has come so far with this id. */
    public static List<Event> soFar(String tenant, String id) {
        return List.copyOf(published(tenant, id));
    }

    private static List<Event> published(String tenant, String callId) {
        return EVENTS.computeIfAbsent(tenant + "/" + callId, key -> new CopyOnWriteArrayList<>());
    }

    private static List<Event> awaited(String tenant, String callId, int events) {
        List<Event> published = published(tenant, callId);
        await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).until(() -> published.size() >= events);
        return published;
    }

    private static void read() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest",
                "key.deserializer", StringDeserializer.class.getName(),
                "value.deserializer", StringDeserializer.class.getName()))) {
            consumer.subscribe(List.of("tierline.call-outcomes", "tierline.directory"));
            while (true) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    Event event = event(record);
                    String tenant = event.key().substring(0, event.key().indexOf('/'));
                    String id = event.headers().get("ce_id");
                    String callId = id.substring(0, id.lastIndexOf('/'));
                    published(tenant, callId).add(event);
                }
            }
        }
    }

    private static Event event(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return new Event(record.key(), headers, record.value());
    }
}
