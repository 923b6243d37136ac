package io.tierline.grading.grades;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What was laid aside. */
public final class DeadLetters {

    private DeadLetters() {}

    /** The headers of the tenant's calls among them, up to the topic's present end. */
    static List<Map<String, String>> of(String tenant) {
        return of(PublishedCalls.TOPIC, tenant);
    }

    /** The headers of the tenant's dead letters from a topic. */
    public static List<Map<String, String>> of(String topic, String tenant) {
        TopicPartition partition = new TopicPartition(topic + ".dead-letter", 0);
        List<Map<String, String>> letters = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "key.deserializer", StringDeserializer.class.getName(),
                "value.deserializer", StringDeserializer.class.getName()))) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key() != null && record.key().startsWith(tenant + "/")) {
                        Map<String, String> headers = new LinkedHashMap<>();
                        record.headers()
                                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
                        letters.add(headers);
                    }
                }
            }
        }
        return letters;
    }
}
