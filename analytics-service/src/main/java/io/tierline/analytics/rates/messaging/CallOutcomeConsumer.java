package io.tierline.analytics.rates.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.application.Calls;
import io.tierline.analytics.rates.domain.Call;
import io.tierline.kit.messaging.RecordBatches;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in the calls that call-service publishes. */
@ApplicationScoped
class CallOutcomeConsumer {

    private final RecordBatches batches;
    private final Calls calls;
    private final Counter consumed;
    private final Counter changed;

    CallOutcomeConsumer(RecordBatches batches, Calls calls, MeterRegistry meters) {
        this.batches = batches;
        this.calls = calls;
        this.consumed = Counter.builder("tierline.analytics.records.consumed")
                .description("Records taken from the topic, the unreadable and the repeated ones too")
                .tag("topic", "tierline.call-outcomes")
                .register(meters);
        this.changed = Counter.builder("tierline.analytics.calls.changed")
                .description("Calls that were new, had a higher revision, or were told completely only now")
                .register(meters);
    }

    @Incoming("call-outcomes")
    Uni<Void> consume(ConsumerRecords<byte[], byte[]> batch) {
        return batches.consume(batch, Map.of(CallOutcomeV1.TYPE, CallOutcomeV1::callOf), this::keep)
                .invoke(() -> consumed.increment(batch.count()));
    }

    private Uni<Void> keep(List<Call> some) {
        return calls.keep(some).invoke(number -> changed.increment(number)).replaceWithVoid();
    }
}
