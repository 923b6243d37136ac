package io.tierline.grading.grades.messaging;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.ApplyCallOutcomes;
import io.tierline.kit.messaging.RecordBatches;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes calls from the topic. */
@ApplicationScoped
public class CallOutcomesConsumer {

    private final RecordBatches batches;
    private final ApplyCallOutcomes applyCallOutcomes;

    CallOutcomesConsumer(RecordBatches batches, ApplyCallOutcomes applyCallOutcomes) {
        this.batches = batches;
        this.applyCallOutcomes = applyCallOutcomes;
    }

    @Incoming("call-outcomes")
    Uni<Void> consume(ConsumerRecords<byte[], byte[]> batch) {
        return batches.consume(batch, Map.of(CallOutcomeV1.TYPE, CallOutcomeV1::read), applyCallOutcomes::apply);
    }
}
