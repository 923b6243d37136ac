package io.tierline.grading.grades;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.kit.messaging.CloudEvents;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls as call-service publishes them. */
public final class PublishedCalls {

    static final String TOPIC = "tierline.call-outcomes";

    private PublishedCalls() {}

    /** A call at its first revision; Li Wei of east-1 called the customer an hour ago. */
    public static Map<String, Object> call(String callId, String customer, String outcome) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("callId", callId);
        call.put("revision", 1);
        call.put("previousCustomerId", null);
        call.put("voided", false);
        call.put("customerId", customer);
        call.put("contactRole", null);
        call.put("rep", "li.wei");
        call.put("team", "east-1");
        call.put("campaign", null);
        call.put("direction", "outbound");
        call.put("startedAt", Instant.now().minusSeconds(3600).toString());
        call.put("ringSeconds", 12);
        call.put("talkSeconds", 95);
        call.put("status", outcome == null ? "pending" : "summarised");
        call.put("outcome", outcome);
        call.put("followUpAt", null);
        call.put("meetingAt", null);
        call.put("flags", List.of());
        call.put("qualification", null);
        return call;
    }

    /** The call with members changed: name, value, name, value … */
    public static Map<String, Object> but(Map<String, Object> call, Object... changes) {
        Map<String, Object> changed = new LinkedHashMap<>(call);
        for (int i = 0; i < changes.length; i += 2) {
            changed.put((String) changes[i], changes[i + 1]);
        }
        return changed;
    }

    /** Publishes calls of the tenant in this order, keyed by customer. */
    @SafeVarargs
    @SuppressWarnings("varargs") // reads them, nothing else
    public static void publish(String tenant, Map<String, Object>... calls) {
        publish(tenant, List.of(calls));
    }

    /** The same for many. */
    public static void publish(String tenant, List<Map<String, Object>> calls) {
        ObjectMapper json = new ObjectMapper();
        send(calls.stream()
                .map(call -> {
                    try {
                        return event(tenant, (String) call.get("customerId"), json.writeValueAsString(call));
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList());
    }

    /** An event with this payload. */
    static ProducerRecord<byte[], byte[]> event(String tenant, String customer, String payload) {
        return CloudEvents.record(
                TOPIC, "call-service", "call-outcome.v1", tenant + "/" + customer, "test", Instant.now(), payload);
    }

    /** A record that is no event at all, in the customer's partition. */
    static ProducerRecord<byte[], byte[]> garbage(String tenant, String customer) {
        ProducerRecord<byte[], byte[]> event = event(tenant, customer, "{");
        return new ProducerRecord<>(TOPIC, null, event.key(), "no json".getBytes(UTF_8), event.headers());
    }

    public static void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
