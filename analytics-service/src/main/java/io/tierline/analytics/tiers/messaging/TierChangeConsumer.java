package io.tierline.analytics.tiers.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tierline.analytics.tiers.application.TierChanges;
import io.tierline.analytics.tiers.domain.TierChange;
import io.tierline.kit.messaging.RecordBatches;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in the tier changes that grading-service publishes. */
@ApplicationScoped
class TierChangeConsumer {

    private final RecordBatches batches;
    private final TierChanges changes;
    private final Counter consumed;
    private final Counter kept;

    TierChangeConsumer(RecordBatches batches, TierChanges changes, MeterRegistry meters) {
        this.batches = batches;
        this.changes = changes;
        this.consumed = Counter.builder("tierline.analytics.records.consumed")
                .description("Records taken from the topic, the unreadable and the repeated ones too")
                .tag("topic", "tierline.tier-changes")
                .register(meters);
        this.kept = Counter.builder("tierline.analytics.tier.changes.kept")
                .description("Tier changes that were new, and so moved the stock")
                .register(meters);
    }

    @Incoming("tier-changes")
    Uni<Void> consume(ConsumerRecords<byte[], byte[]> batch) {
        return batches.consume(batch, Map.of(TierChangeV1.TYPE, TierChangeV1::changeOf), this::keep)
                .invoke(() -> consumed.increment(batch.count()));
    }

    private Uni<Void> keep(List<TierChange> some) {
        return changes.keep(some).invoke(number -> kept.increment(number)).replaceWithVoid();
    }
}
