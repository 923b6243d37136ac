package io.tierline.kit.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * How far one consumer has come. With each offset it commits the id of the topic that the offset belongs to. So when
 * partitions are assigned it is known whether the topic is still the one in which the group has come so far: one that
 * was made anew meanwhile is read from its beginning, for the old offset says nothing about it. Skipping would be
 * silent otherwise, as soon as the new topic has as many records as the old one had.
 *
 * <p>While the consumer runs, it asks for the ids every few seconds; when one has changed, it has the partitions
 * assigned again. All members of the group go through that, and nobody can commit what belongs to an earlier
 * assignment. What was consumed before is consumed again then, which is harmless, as applying is idempotent.
 *
 * <p>Offsets are committed by the clock. It relies on batches being done one after the other, and on every rebalance
 * taking all partitions away and giving them anew, as the assignor in the kit's configuration does
 * ({@link TopicProgressOfChannels} refuses others).
 */
final class TopicProgress implements KafkaCommitHandler {

    private static final Logger LOG = Logger.getLogger(TopicProgress.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaConsumer<?, ?> consumer;
    private final TopicIds topicIds;
    private final MeterRegistry meters;
    private final Vertx vertx;
    private final java.util.function.Consumer<TopicProgress> ended;
    private final long timer;

    /** The assignment that counts; records that were polled under another one are none of its progress. */
    private int generation = -1;

    private Set<TopicPartition> assigned = Set.of();

    /** The topics of this assignment whose ids are known. */
    private Map<String, String> ids = Map.of();

    /** What they have been at the assignments at which they were known. */
    private final BelievedIds believed = new BelievedIds();

    /** The next offset of each partition, behind all that is done. */
    private final Map<TopicPartition, Long> done = new HashMap<>();

    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /** @param ended is told when the channel ends */
    TopicProgress(
            KafkaConsumer<?, ?> consumer,
            TopicIds topicIds,
            MeterRegistry meters,
            Vertx vertx,
            long commitMillis,
            java.util.function.Consumer<TopicProgress> ended) {
        this.consumer = consumer;
        this.topicIds = topicIds;
        this.meters = meters;
        this.vertx = vertx;
        this.ended = ended;
        this.timer = vertx.setPeriodic(commitMillis, ignored -> commit());
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        done(
                new TopicPartition(record.getTopic(), record.getPartition()),
                record.getOffset() + 1,
                record.getConsumerGroupGenerationId());
        return Uni.createFrom().voidItem().runSubscriptionOn(record::runOnMessageContext);
    }

    /** On the polling thread, in the middle of a rebalance. */
    @Override
    public void partitionsAssigned(Collection<TopicPartition> partitions) {
        Consumer<?, ?> kafka = consumer.unwrap();
        begin(kafka.groupMetadata().generationId(), Set.copyOf(partitions));
        if (partitions.isEmpty()) {
            return;
        }
        try {
            Map<String, String> found =
                    believe(topicIds.of(topicsOf(partitions)).await().atMost(PATIENCE));
            Map<TopicPartition, OffsetAndMetadata> before = kafka.committed(Set.copyOf(partitions), PATIENCE);
            List<TopicPartition> anew = anew(found, before);
            if (!anew.isEmpty()) { // of none would mean of all
                kafka.seekToBeginning(anew);
            }
            tell(found, anew);
            know(found, before, anew);
        } catch (RuntimeException e) {
            LOG.warnf("Which topics these are is not known yet; nothing is committed until it is: %s", e.toString());
        }
    }

    /** On the polling thread, in the middle of a rebalance. */
    @Override
    public void partitionsRevoked(Collection<TopicPartition> partitions) {
        commitAndWait(consumer.unwrap());
        begin(-1, Set.of());
    }

    @Override
    public void terminate(boolean graceful) {
        vertx.cancelTimer(timer);
        ended.accept(this);
        try {
            consumer.runOnPollingThread(kafka -> {
                        commitAndWait(kafka);
                    })
                    .await()
                    .atMost(PATIENCE.plusSeconds(1));
        } catch (RuntimeException e) {
            LOG.debugf(e, "What was done last is done again after the next start");
        }
    }

    /** Has the partitions assigned again when a topic is another one than at the last assignment, or was not known then. */
    Uni<Void> check() {
        return topicIds.of(topicsOf(assigned()))
                .chain(found -> isAnother(believe(found))
                        ? consumer.runOnPollingThread(kafka -> {
                            kafka.enforceRebalance("a topic was made anew");
                        })
                        : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.debugf(failure, "Kafka does not say which topics there are"))
                .onFailure()
                .recoverWithNull();
    }

    private void commit() {
        if (due().isEmpty()) {
            return;
        }
        consumer.runOnPollingThread(kafka -> {
                    // Asked anew: a rebalance may have come in between.
                    Map<TopicPartition, OffsetAndMetadata> offsets = due();
                    if (!offsets.isEmpty()) {
                        int inGeneration = kafka.groupMetadata().generationId();
                        kafka.commitAsync(offsets, (ignored, failure) -> {
                            if (failure == null) {
                                committed(offsets, inGeneration);
                            } else {
                                LOG.debugf(failure, "Offsets could not be committed; tried again soon");
                            }
                        });
                    }
                })
                .subscribe()
                .with(nothing -> {}, failure -> LOG.debugf(failure, "Offsets could not be committed"));
    }

    private void commitAndWait(Consumer<?, ?> kafka) {
        Map<TopicPartition, OffsetAndMetadata> offsets = due();
        if (offsets.isEmpty()) {
            return;
        }
        try {
            kafka.commitSync(offsets, PATIENCE);
        } catch (RuntimeException e) {
            // Such as for a topic that has been deleted. Whoever gets the partitions does it once more.
            LOG.debugf(e, "Offsets could not be committed at the end of an assignment");
        }
    }

    private synchronized void begin(int newGeneration, Set<TopicPartition> partitions) {
        generation = newGeneration;
        assigned = partitions;
        ids = Map.of();
        done.clear();
        committed.clear();
    }

    private synchronized Set<TopicPartition> assigned() {
        return assigned;
    }

    private synchronized void done(TopicPartition partition, long next, int inGeneration) {
        if (inGeneration == generation && assigned.contains(partition)) {
            done.merge(partition, next, Math::max);
        }
    }

    private synchronized void committed(Map<TopicPartition, OffsetAndMetadata> offsets, int inGeneration) {
        if (inGeneration == generation) {
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        }
    }

    /** What is done and not committed. While a topic is not known, it is not known what an offset of it would mean. */
    private synchronized Map<TopicPartition, OffsetAndMetadata> due() {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        done.forEach((partition, next) -> {
            String id = ids.get(partition.topic());
            if (id != null && !next.equals(committed.get(partition))) {
                due.put(partition, new OffsetAndMetadata(next, id));
            }
        });
        return due;
    }

    /** The partitions whose topic is another one than that in which the group has come so far. */
    private synchronized List<TopicPartition> anew(
            Map<String, String> found, Map<TopicPartition, OffsetAndMetadata> before) {
        List<TopicPartition> anew = new ArrayList<>();
        for (TopicPartition partition : assigned) {
            String id = found.get(partition.topic());
            String former = idOf(before.get(partition));
            if (former == null) {
                former = believed.latest(partition.topic());
            }
            if (id != null && former != null && !former.equals(id)) {
                anew.add(partition);
            }
        }
        return anew;
    }

    private synchronized void know(
            Map<String, String> found, Map<TopicPartition, OffsetAndMetadata> before, List<TopicPartition> anew) {
        ids = Map.copyOf(found);
        believed.know(found);
        before.forEach((partition, offset) -> {
            // An offset that names no topic, from a tool or from before they did, is given the name now.
            if (offset != null && idOf(offset) == null) {
                done.put(partition, offset.offset());
            }
        });
        // Or the next assignment would find the old offset again where no new record comes.
        anew.forEach(partition -> done.put(partition, 0L));
    }

    /** A topic whose answer is not believed is one that is not known now. */
    private synchronized Map<String, String> believe(Map<String, String> answers) {
        return believed.of(answers);
    }

    private synchronized boolean isAnother(Map<String, String> found) {
        return topicsOf(assigned).stream()
                .anyMatch(topic -> found.containsKey(topic) && !found.get(topic).equals(ids.get(topic)));
    }

    private void tell(Map<String, String> found, List<TopicPartition> anew) {
        for (String topic : topicsOf(anew)) {
            LOG.warnf(
                    "The topic %s was made anew (it is %s now); it is read from its beginning",
                    topic, found.get(topic));
            meters.counter("tierline.topics.made.anew", "topic", topic).increment();
        }
    }

    private static String idOf(OffsetAndMetadata offset) {
        return offset == null || offset.metadata() == null || offset.metadata().isEmpty() ? null : offset.metadata();
    }

    private static Set<String> topicsOf(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toCollection(TreeSet::new));
    }
}
