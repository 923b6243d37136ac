package io.tierline.kit.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.eclipse.microprofile.config.Config;

/** Gives every consumer its {@link TopicProgress}: the commit strategy {@code topic-progress}. */
@ApplicationScoped
@Identifier("topic-progress")
class TopicProgressOfChannels implements KafkaCommitHandler.Factory {

    private static final int USUAL_COMMIT_MILLIS = 1_000;

    /** The assignors that take all partitions away at every rebalance. */
    private static final List<String> EAGER =
            List.of(RangeAssignor.class.getName(), RoundRobinAssignor.class.getName());

    private final TopicIds topicIds;
    private final MeterRegistry meters;
    private final List<TopicProgress> all = new CopyOnWriteArrayList<>();

    TopicProgressOfChannels(TopicIds topicIds, MeterRegistry meters) {
        this.topicIds = topicIds;
        this.meters = meters;
    }

    /**
     * The progress of a channel.
     *
     * @throws IllegalStateException when the channel is configured so that a rebalance would leave partitions where they are
     */
    @Override
    public KafkaCommitHandler create(
            KafkaConnectorIncomingConfiguration configuration,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        refuseOtherRebalances(configuration);
        int commitMillis = configuration
                .config()
                .getOptionalValue(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, Integer.class)
                .orElse(USUAL_COMMIT_MILLIS);
        TopicProgress progress = new TopicProgress(consumer, topicIds, meters, vertx, commitMillis, all::remove);
        all.add(progress);
        return progress;
    }

    private static void refuseOtherRebalances(KafkaConnectorIncomingConfiguration channel) {
        Config config = channel.config();
        String protocol = config.getOptionalValue(ConsumerConfig.GROUP_PROTOCOL_CONFIG, String.class)
                .orElse(ConsumerConfig.DEFAULT_GROUP_PROTOCOL);
        String assignors = config.getOptionalValue(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, String.class)
                .orElse(RangeAssignor.class.getName());
        boolean eager = Arrays.stream(assignors.split(",")).map(String::strip).allMatch(EAGER::contains);
        if (!eager || !protocol.equalsIgnoreCase(GroupProtocol.CLASSIC.name())) {
            throw new IllegalStateException("The channel " + channel.getChannel() + " has "
                    + ConsumerConfig.GROUP_PROTOCOL_CONFIG + "=" + protocol + " and "
                    + ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG + "=" + assignors
                    + ". Offsets are right only where every rebalance takes all partitions away and gives them anew: with the"
                    + " protocol classic and one of " + EAGER);
        }
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> check() {
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(all.stream().map(TopicProgress::check).toList())
                        .andCollectFailures()
                        .replaceWithVoid();
    }
}
