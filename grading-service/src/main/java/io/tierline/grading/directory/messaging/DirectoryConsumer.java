package io.tierline.grading.directory.messaging;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.directory.application.ApplyDirectory;
import io.tierline.grading.directory.application.DirectoryEvent;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.RecordBatches;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes companies, reps and teams from the topic. Erased contacts are passed over: nothing is kept here of persons but what
 * people write into free texts themselves.
 */
@ApplicationScoped
public class DirectoryConsumer {

    private static final Map<String, Function<IncomingEvent, DirectoryEvent>> PARSERS =
            Map.of(CompanyPolicyV1.TYPE, CompanyPolicyV1::read, RepV1.TYPE, RepV1::read, TeamV1.TYPE, TeamV1::read);

    private final RecordBatches batches;
    private final ApplyDirectory applyDirectory;

    DirectoryConsumer(RecordBatches batches, ApplyDirectory applyDirectory) {
        this.batches = batches;
        this.applyDirectory = applyDirectory;
    }

    @Incoming("directory")
    Uni<Void> consume(ConsumerRecords<byte[], byte[]> batch) {
        return batches.consume(batch, PARSERS, applyDirectory::apply);
    }
}
