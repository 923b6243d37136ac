package io.tierline.analytics.deals.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tierline.analytics.deals.application.Lifecycles;
import io.tierline.kit.messaging.RecordBatches;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in the customers and the ends of deals that grading-service publishes. */
@ApplicationScoped
class LifecycleConsumer {

    private final RecordBatches batches;
    private final Lifecycles lifecycles;
    private final Counter consumed;

    LifecycleConsumer(RecordBatches batches, Lifecycles lifecycles, MeterRegistry meters) {
        this.batches = batches;
        this.lifecycles = lifecycles;
        this.consumed = Counter.builder("tierline.analytics.records.consumed")
                .description("Records taken from the topic, the unreadable and the repeated ones too")
                .tag("topic", "tierline.customer-lifecycle")
                .register(meters);
    }

    @Incoming("customer-lifecycle")
    Uni<Void> consume(ConsumerRecords<byte[], byte[]> batch) {
        return batches.consume(batch, LifecycleEvents.READERS, lifecycles::keep)
                .invoke(() -> consumed.increment(batch.count()));
    }
}
