package io.tierline.call.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What stands on the topic of call outcomes. */
final class PublishedCalls {

    /** An event as it was published. */
    record Event(String key, Map<String, String> headers, String value) {

        JsonPath json() {
            return JsonPath.from(value);
        }
    }

    private PublishedCalls() {}

    /**
     * The events of a call, in their order. Waits until there is one, and then until the outbox's next event is through,
     * so that a repeat would be seen.
     */
    static List<Event> of(String tenant, String callId) {
        return upTo(tenant, callId, 1);
    }

    /** The events of a call, once there are so many; a repeat that follows at once is seen too. */
    static List<Event> upTo(String tenant, String callId, int revision) {
        String fence = CallApi.uniqueId();
        List<Event> events = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest",
                "key.deserializer", StringDeserializer.class.getName(),
                "value.deserializer", StringDeserializer.class.getName()))) {
            consumer.subscribe(List.of("tierline.call-outcomes"));
            boolean[] fenced = {false};
            boolean[] sent = {false};
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    Event event = event(record);
                    String id = event.json().getString("callId");
                    fenced[0] |= id.equals(fence);
                    if (id.equals(callId) && record.key().startsWith(tenant + "/")) {
                        events.add(event);
                    }
                }
                if (!sent[0] && events.size() >= revision) {
                    // Same customer, same partition: what is published before the fence is read before it.
                    Map<String, Object> call = SubmittedCalls.unsummarised(fence);
                    call.put("customerId", events.get(events.size() - 1).json().getString("customerId"));
                    CallApi.as(tenant, "telephony").body(call).post("/v1/calls").then().statusCode(201);
                    sent[0] = true;
                }
                return fenced[0];
            });
        }
        return events;
    }

    private static Event event(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return new Event(record.key(), headers, record.value());
    }
}
