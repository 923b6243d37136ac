package io.tierline.trials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads topics as any other program would, and does to them what an administrator could. */
public final class Topics {
    public static final String CALL_OUTCOMES = "tierline.call-outcomes";
    public static final String TIER_CHANGES = "tierline.tier-changes";
    public static final String DIRECTORY = "tierline.directory";
    public static final String CUSTOMER_LIFECYCLE = "tierline.customer-lifecycle";

    /** A record in text. */
    public record Event(String topic, String key, Map<String, String> headers, String value) {
        public JsonNode json() {
            return Api.json(value);
        }
    }

    private Topics() {}

    /** Everything on every topic, dead letters too, up to this moment. */
    public static List<Event> everything(Stack stack) {
        return everything(stack.kafka());
    }

    /** The same of a Kafka at this address. */
    public static List<Event> everything(String kafka) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                20_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith("tierline."))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Event> events = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> events.add(event(found)));
            }
            return events;
        }
    }

    /** What is on one topic about one tenant. */
    public static List<Event> of(Tenant tenant, String topic, Stack stack) {
        return everything(stack).stream()
                .filter(event -> event.topic().equals(topic) && event.key().startsWith(tenant.name() + "/"))
                .toList();
    }

    /** Delivers events once more, in this order, as a publisher may at any time. */
    public static void deliverAgain(List<Event> events, Stack stack) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka(), ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Event event : events) {
                ProducerRecord<byte[], byte[]> delivery = new ProducerRecord<>(
                        event.topic(),
                        event.key().getBytes(UTF_8),
                        event.value().getBytes(UTF_8));
                event.headers().forEach((name, value) -> delivery.headers().add(name, value.getBytes(UTF_8)));
                producer.send(delivery);
            }
            producer.flush();
        }
    }

    /** Deletes a topic, as somebody may by mistake, and returns when it is gone. */
    public static void delete(String topic, Stack stack) throws Exception {
        try (Admin admin = admin(stack)) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !admin.listTopics().names().get().contains(topic));
        }
    }

    /** Makes a topic with the settings that the stack gives it. */
    public static void create(String topic, Stack stack) throws Exception {
        Map<String, String> settings =
                Map.of("retention.ms", "-1", "retention.bytes", "-1", "message.timestamp.type", "LogAppendTime");
        try (Admin admin = admin(stack)) {
            admin.createTopics(List.of(new NewTopic(topic, 12, (short) 1).configs(settings)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            // The client asks again when the answer is late, and hears that its first request was done.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /**
     * Sets a group back to the beginning of some partitions of a topic while its members run: one more member joins, commits
     * and leaves.
     */
    public static void setBack(String topic, String group, Stack stack) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.kafka(),
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                RangeAssignor.class.getName(), // as the members have it
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000, // likewise: a broker that is killed now believes afterwards that it is still there
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            await("a member of " + group).atMost(Duration.ofMinutes(1)).until(() -> {
                consumer.poll(Duration.ofMillis(100));
                return !consumer.assignment().isEmpty();
            });
            consumer.commitSync(consumer.assignment().stream()
                    .collect(Collectors.toMap(partition -> partition, partition -> new OffsetAndMetadata(0))));
        }
    }

    /** How many records of the topic the group has not done yet. */
    public static long lag(String topic, String group, Stack stack) throws Exception {
        try (Admin admin = admin(stack)) {
            Map<TopicPartition, OffsetAndMetadata> done = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .forEach(partition ->
                            partitions.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            return admin.listOffsets(partitions).all().get().entrySet().stream()
                    .mapToLong(end -> end.getValue().offset()
                            - Optional.ofNullable(done.get(end.getKey()))
                                    .map(OffsetAndMetadata::offset)
                                    .orElse(0L))
                    .sum();
        }
    }

    private static Admin admin(Stack stack) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.kafka(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                20_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000));
    }

    private static Event event(ConsumerRecord<byte[], byte[]> found) {
        Map<String, String> headers = new TreeMap<>();
        found.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new Event(found.topic(), text(found.key()), headers, text(found.value()));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
