package io.tierline.analytics.directory.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.kit.messaging.RecordBatches;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in the reps, teams and company policies that call-service publishes. */
@ApplicationScoped
class DirectoryConsumer {

    private final RecordBatches batches;
    private final Directory directory;
    private final Counter consumed;

    DirectoryConsumer(RecordBatches batches, Directory directory, MeterRegistry meters) {
        this.batches = batches;
        this.directory = directory;
        this.consumed = Counter.builder("tierline.analytics.records.consumed")
                .description("Records taken from the topic, the unreadable and the repeated ones too")
                .tag("topic", "tierline.directory")
                .register(meters);
    }

    @Incoming("directory")
    Uni<Void> consume(ConsumerRecords<byte[], byte[]> batch) {
        return batches.consume(batch, DirectoryEvents.READERS, directory::keep)
                .invoke(() -> consumed.increment(batch.count()));
    }
}
