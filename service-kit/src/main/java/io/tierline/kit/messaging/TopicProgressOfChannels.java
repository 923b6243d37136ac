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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Gives every consumer its {@link TopicProgress}: the commit strategy {@code topic-progress}. */
@ApplicationScoped
@Identifier("topic-progress")
class TopicProgressOfChannels implements KafkaCommitHandler.Factory {

    private static final int USUAL_COMMIT_MILLIS = 1_000;

    private final TopicIds topicIds;
    private final MeterRegistry meters;
    private final List<TopicProgress> all = new CopyOnWriteArrayList<>();

    TopicProgressOfChannels(TopicIds topicIds, MeterRegistry meters) {
        this.topicIds = topicIds;
        this.meters = meters;
    }

    @Override
    public KafkaCommitHandler create(
            KafkaConnectorIncomingConfiguration configuration,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        int commitMillis = configuration
                .config()
                .getOptionalValue(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, Integer.class)
                .orElse(USUAL_COMMIT_MILLIS);
        TopicProgress progress = new TopicProgress(consumer, topicIds, meters, vertx, commitMillis);
        all.add(progress);
        return progress;
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
