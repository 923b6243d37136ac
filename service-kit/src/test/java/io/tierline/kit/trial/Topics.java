package io.tierline.kit.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tierline.kit.messaging.CloudEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What stands in the topics, and a way to put something there. */
public final class Topics {

    private static final Map<String, Object> BROKER = Map.of("bootstrap.servers", bootstrap());

    private Topics() {}

    /** Where the broker is. */
    public static String bootstrap() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }

    /** All records of the topic up to now, in order within each partition. */
    public static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(BROKER, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** The records of the topic whose key begins so. */
    public static List<ConsumerRecord<byte[], byte[]>> of(String topic, String keyPrefix) {
        return all(topic).stream()
                .filter(record -> record.key() != null && key(record).startsWith(keyPrefix))
                .toList();
    }

    /** Puts the records there, in their order; answers where. */
    public static List<RecordMetadata> put(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(BROKER, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(record -> producer.send(record)).toList();
            List<RecordMetadata> places = new ArrayList<>();
            for (Future<RecordMetadata> one : sent) {
                places.add(one.get());
            }
            return places;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many records of the topic the group has not done yet. */
    public static long lag(String topic, String group) {
        try (Admin admin = Admin.create(BROKER);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(BROKER, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, OffsetAndMetadata> done = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .collect(Collectors.toSet()));
            return ends.entrySet().stream()
                    .mapToLong(end -> end.getValue()
                            - (done.get(end.getKey()) == null
                                    ? 0
                                    : done.get(end.getKey()).offset()))
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Deletes the topic and returns when it is gone. */
    public static void delete(String topic) {
        withAdmin(admin -> {
            admin.deleteTopics(List.of(topic)).all().get();
            while (admin.listTopics().names().get().contains(topic)) {
                Thread.onSpinWait();
            }
        });
    }

    /** Makes the topic, with 12 partitions. */
    public static void create(String topic) {
        withAdmin(admin -> admin.createTopics(List.of(new NewTopic(topic, 12, (short) 1)))
                .all()
                .get());
    }

    /** How many of the group's members have partitions of the topic. */
    public static long members(String group, String topic) {
        List<MemberDescription> members = new ArrayList<>();
        withAdmin(admin -> members.addAll(admin.describeConsumerGroups(List.of(group))
                .all()
                .get()
                .get(group)
                .members()));
        return members.stream()
                .filter(member -> member.assignment().topicPartitions().stream()
                        .anyMatch(partition -> partition.topic().equals(topic)))
                .count();
    }

    /** What the group has committed. */
    public static Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        withAdmin(admin -> committed.putAll(admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()));
        return committed;
    }

    /** Sets what the group, which has no members at the moment, has committed. */
    public static void commit(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        withAdmin(admin -> admin.alterConsumerGroupOffsets(group, offsets).all().get());
    }

    private interface Work {
        void with(Admin admin) throws ExecutionException, InterruptedException;
    }

    private static void withAdmin(Work work) {
        try (Admin admin = Admin.create(BROKER)) {
            work.with(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A record's key. */
    public static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    /** A record's value. */
    public static String value(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8);
    }

    /** A record's header. */
    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return CloudEvents.text(record.headers(), name);
    }
}
