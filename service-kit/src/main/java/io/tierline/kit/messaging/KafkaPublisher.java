package io.tierline.kit.messaging;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes records and tells when the broker has acknowledged all of them. */
@ApplicationScoped
public class KafkaPublisher {

    private final Vertx vertx;
    private final Map<String, Object> broker;
    private KafkaProducer<byte[], byte[]> producer;

    KafkaPublisher(Vertx vertx, @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.vertx = vertx;
        this.broker = broker;
    }

    /**
     * Publishes the records, in their order per key. Completes when every one is acknowledged by all in-sync replicas;
     * fails when any is not within the time limit, and then some may have been published all the same.
     */
    public Uni<Void> publish(List<ProducerRecord<byte[], byte[]>> records) {
        // Sending may block on metadata or a full buffer: it has no place on an event loop.
        return vertx.executeBlocking(
                        () -> {
                            send(records);
                            return null;
                        },
                        false)
                .replaceWithVoid();
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        KafkaProducer<byte[], byte[]> kafka = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        AtomicBoolean failed = new AtomicBoolean();
        for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(kafka.send(record, (metadata, failure) -> failed.compareAndSet(false, failure != null)));
            if (failed.get()) {
                break; // With the broker out of reach the next thousand would block as long each.
            }
        }
        // Also after a failure: nothing may still be on its way when the caller is told and publishes again.
        kafka.flush();
        for (Future<RecordMetadata> one : sent) {
            acknowledged(one);
        }
    }

    private static void acknowledged(Future<RecordMetadata> sent) throws Exception {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Made at first use: the broker need not be there for the service to start and to answer. */
    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> configuration = new HashMap<>(broker);
            configuration.put(ProducerConfig.ACKS_CONFIG, "all");
            configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            configuration.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            // 15 s at most: a transaction that waits for the broker may be idle for 20 s.
            configuration.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            configuration.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
            configuration.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
            Stream.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG)
                    .forEach(name -> configuration.put(name, ByteArraySerializer.class.getName()));
            producer = new KafkaProducer<>(configuration);
        }
        return producer;
    }
}
