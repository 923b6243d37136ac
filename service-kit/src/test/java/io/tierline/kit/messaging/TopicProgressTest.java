package io.tierline.kit.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.impl.KafkaRecordHelper;
import io.tierline.kit.trial.Topics;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Members of a group whose polls and acknowledgements are made by hand. */
@QuarkusTest
class TopicProgressTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int PARTITION = 3;

    @Inject
    TopicIds topicIds;

    @Inject
    Vertx vertx;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final String group = "group-" + UUID.randomUUID();
    private final String topic = "trial.progress-" + UUID.randomUUID();
    private final List<Member> members = new ArrayList<>();

    /** What members are told in place of the truth; null: the truth. */
    private volatile Map<String, String> answered;

    @AfterEach
    void leave() {
        members.forEach(Member::close);
        Topics.delete(topic);
    }

    @Test
    void groupGoesOnWhereItWas_whenTheTopicIsTheSame() {
        // Given
        Topics.create(topic);
        put("old", 10);
        Member first = new Member();
        first.consume(10);
        first.close();
        put("more", 1);

        // When
        List<String> consumed = new Member().consume(1);

        // Then
        assertThat(consumed).containsExactly("more-0");
        assertThat(madeAnew()).isZero();
    }

    @Test
    void topicIsReadFromItsBeginning_whenItWasMadeAnewWhileNobodyConsumed() {
        // Given: a group's offset that has outlived its topic
        Topics.create(topic);
        put("old", 10);
        Member first = new Member();
        first.consume(10);
        first.close();
        Map<TopicPartition, OffsetAndMetadata> offsets = Topics.committed(group);
        makeAnew();
        put("new", 50);
        Topics.commit(group, offsets);

        // When
        List<String> consumed = new Member().consume(50);

        // Then
        assertThat(consumed).isEqualTo(names("new", 50));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.committed(group).get(partition()))
                        .isEqualTo(new OffsetAndMetadata(50, idOfTheTopic())));
        assertThat(madeAnew()).isEqualTo(1);
    }

    @Test
    void topicIsReadFromItsBeginning_whenItIsMadeAnewUnderARunningMemberThatNeverMissesIt() {
        // Given
        Topics.create(topic);
        put("old", 10);
        Member member = new Member();
        member.consume(10);

        // When: it does not poll meanwhile
        makeAnew();
        put("new", 50);
        member.progress.check().await().atMost(SOON);

        // Then
        assertThat(member.consume(50)).isEqualTo(names("new", 50));
        assertThat(madeAnew()).isEqualTo(1);
    }

    @Test
    void formerIdIsNotBelieved_nothingIsReadAgainOrCommittedUnderIt() throws Exception {
        // Given
        Topics.create(topic);
        put("old", 10);
        Member member = new Member();
        member.consume(10);
        String former = idOfTheTopic();
        makeAnew();
        put("new", 5);
        member.progress.check().await().atMost(SOON);
        member.consume(5);
        OffsetAndMetadata committed = new OffsetAndMetadata(5, idOfTheTopic());

        // When: a broker that is behind is asked, by the clock and in a rebalance
        answered = Map.of(topic, former);
        member.progress.check().await().atMost(SOON);
        member.rebalance();
        put("more", 1);
        List<IncomingKafkaRecord<byte[], byte[]>> polled = member.poll(1);
        member.done(polled);
        member.commitAndWait();

        // Then
        assertThat(names(polled)).containsExactly("more-0");
        assertThat(madeAnew()).isEqualTo(1);
        assertThat(Topics.committed(group).get(partition())).isEqualTo(committed);

        // When: one that is not behind
        answered = null;
        member.rebalance();

        // Then
        assertThat(member.consume(1)).containsExactly("more-0");
        assertThat(Topics.committed(group).get(partition())).isEqualTo(new OffsetAndMetadata(6, idOfTheTopic()));
        assertThat(madeAnew()).isEqualTo(1);
    }

    @Test
    void nothingIsReadAgain_whenTheIdsAreLookedAtAndTheTopicIsTheSame() {
        // Given
        Topics.create(topic);
        put("old", 10);
        Member member = new Member();
        member.consume(10);

        // When
        member.progress.check().await().atMost(SOON);
        put("more", 1);

        // Then
        assertThat(member.consume(1)).containsExactly("more-0");
    }

    @Test
    void offsetThatNamesNoTopicIsKept_andGetsTheName() {
        // Given
        Topics.create(topic);
        put("old", 10);
        Topics.commit(group, Map.of(partition(), new OffsetAndMetadata(7)));

        // When
        Member member = new Member();
        List<IncomingKafkaRecord<byte[], byte[]>> polled = member.poll(3);

        // Then
        assertThat(names(polled)).containsExactly("old-7", "old-8", "old-9");
        await().atMost(SOON).untilAsserted(() -> {
            member.poll(0);
            assertThat(Topics.committed(group).get(partition())).isEqualTo(new OffsetAndMetadata(7, idOfTheTopic()));
        });
    }

    @Test
    void whatWasPolledBeforeTheTopicWasMadeAnewIsNoProgressInIt() {
        // Given: a batch that is still under way
        Topics.create(topic);
        put("old", 10);
        Member member = new Member();
        List<IncomingKafkaRecord<byte[], byte[]>> underWay = member.poll(10);
        makeAnew();
        put("new", 50);
        member.progress.check().await().atMost(SOON);
        List<IncomingKafkaRecord<byte[], byte[]>> polled = member.poll(50);

        // When
        member.done(underWay);
        member.close();

        // Then
        assertThat(names(polled)).isEqualTo(names("new", 50));
        assertThat(Topics.committed(group).get(partition())).isEqualTo(new OffsetAndMetadata(0, idOfTheTopic()));
    }

    private void put(String name, int count) {
        Topics.put(IntStream.range(0, count)
                .mapToObj(i ->
                        new ProducerRecord<byte[], byte[]>(topic, PARTITION, null, (name + "-" + i).getBytes(UTF_8)))
                .toList());
    }

    private void makeAnew() {
        Topics.delete(topic);
        Topics.create(topic);
    }

    private TopicPartition partition() {
        return new TopicPartition(topic, PARTITION);
    }

    private String idOfTheTopic() {
        return topicIds.of(Set.of(topic)).await().atMost(SOON).get(topic);
    }

    private double madeAnew() {
        return meters.counter("tierline.topics.made.anew", "topic", topic).count();
    }

    private static List<String> names(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
    }

    private static List<String> names(List<IncomingKafkaRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> new String(record.getPayload(), UTF_8))
                .toList();
    }

    private final class Member implements AutoCloseable {

        private final ExecutorService polling = Executors.newSingleThreadExecutor();
        private final KafkaConsumer<byte[], byte[]> kafka;
        private final TopicProgress progress;
        private boolean closed;

        Member() {
            kafka = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            Topics.bootstrap(),
                            "group.id",
                            group,
                            "enable.auto.commit",
                            false,
                            "auto.offset.reset",
                            "earliest",
                            "partition.assignment.strategy",
                            RangeAssignor.class.getName()),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            TopicIds asked = new TopicIds(null, Map.of()) {
                @Override
                public Uni<Map<String, String>> of(Set<String> topics) {
                    return answered == null
                            ? topicIds.of(topics)
                            : Uni.createFrom().item(answered);
                }
            };
            progress = new TopicProgress(onThePollingThread(), asked, meters, vertx, 50, ended -> {});
            members.add(this);
            kafka.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    progress.partitionsRevoked(partitions);
                }

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    progress.partitionsAssigned(partitions);
                }
            });
        }

        /** Polls so many records and reports them as done, and returns when that is committed. */
        List<String> consume(int count) {
            List<IncomingKafkaRecord<byte[], byte[]>> records = poll(count);
            done(records);
            await().atMost(SOON).until(() -> {
                poll(0);
                OffsetAndMetadata committed = Topics.committed(group).get(partition());
                return committed != null
                        && committed.offset() == records.get(count - 1).getOffset() + 1;
            });
            return names(records);
        }

        void done(List<IncomingKafkaRecord<byte[], byte[]>> records) {
            records.forEach(record -> record.ack().toCompletableFuture().join());
        }

        /** Polls until there are so many records; at least once. */
        List<IncomingKafkaRecord<byte[], byte[]>> poll(int count) {
            List<IncomingKafkaRecord<byte[], byte[]>> records = new ArrayList<>();
            await().atMost(SOON).until(() -> {
                polling.submit(() -> kafka.poll(Duration.ofMillis(100)).forEach(record -> {
                            KafkaRecordHelper.addGenerationIdToHeaders(record, kafka.groupMetadata());
                            records.add(new IncomingKafkaRecord<>(record, "channel", 0, progress, null, false));
                        }))
                        .get();
                return records.size() >= count;
            });
            return records;
        }

        /** At the next poll. */
        void rebalance() throws Exception {
            polling.submit(() -> kafka.enforceRebalance()).get();
        }

        /** Commits what is due now. */
        void commitAndWait() throws Exception {
            polling.submit(() -> progress.partitionsRevoked(List.of())).get();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                progress.terminate(true);
                polling.submit(() -> kafka.close());
                polling.shutdown();
                await().atMost(SOON).until(polling::isTerminated);
            }
        }

        /** What the connector gives to a commit strategy, as far as that needs it. */
        @SuppressWarnings("unchecked")
        private io.smallrye.reactive.messaging.kafka.KafkaConsumer<byte[], byte[]> onThePollingThread() {
            return (io.smallrye.reactive.messaging.kafka.KafkaConsumer<byte[], byte[]>) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {io.smallrye.reactive.messaging.kafka.KafkaConsumer.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("unwrap")) {
                            return kafka;
                        }
                        Object action = arguments[0];
                        return Uni.createFrom()
                                .item(() -> {
                                    if (action instanceof Function<?, ?> function) {
                                        return ((Function<Consumer<byte[], byte[]>, Object>) function).apply(kafka);
                                    }
                                    ((java.util.function.Consumer<Consumer<byte[], byte[]>>) action).accept(kafka);
                                    return null;
                                })
                                .runSubscriptionOn(polling);
                    });
        }
    }
}
