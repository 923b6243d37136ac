package io.tierline.kit.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.DatabaseFaults;
import io.tierline.kit.security.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/**
 * Consumes records by the batch: each is parsed by itself, all are applied in one transaction, and only then is the
 * batch done and its offset committed.
 *
 * <ul>
 *   <li>A record that cannot be read goes alone to {@code <topic>.dead-letter}, with the reason.
 *   <li>A record that the database refuses for its data, or that breaks the code, is found by halving and goes there too.
 *   <li>Any other trouble stops the partition and is retried with back-off for as long as it lasts: nothing is skipped.
 * </ul>
 *
 * Whatever is applied has to be idempotent: a crash between the database's commit and the offset's brings the batch
 * again.
 */
@ApplicationScoped
public class RecordBatches {

    private record Parsed<E>(ConsumerRecord<byte[], byte[]> record, E event) {}

    /** A record that goes to the dead-letter topic, and why. */
    private record Letter(ConsumerRecord<byte[], byte[]> record, String reason) {

        ProducerRecord<byte[], byte[]> toRecord() {
            // A value so large that the reason would be the last straw stays behind; its coordinates tell where it is.
            byte[] value = record.serializedValueSize() > LARGEST_VALUE ? null : record.value();
            List<Header> headers = new ArrayList<>(List.of(record.headers().toArray()));
            headers.add(CloudEvents.header("dead-letter-reason", reason));
            headers.add(CloudEvents.header("dead-letter-topic", record.topic()));
            headers.add(CloudEvents.header("dead-letter-partition", String.valueOf(record.partition())));
            headers.add(CloudEvents.header("dead-letter-offset", String.valueOf(record.offset())));
            return new ProducerRecord<>(record.topic() + ".dead-letter", null, record.key(), value, headers);
        }

        void log() {
            LOG.warnf("Dead letter from %s-%d@%d: %s", record.topic(), record.partition(), record.offset(), reason);
        }
    }

    private static final Logger LOG = Logger.getLogger(RecordBatches.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long RETRY_FOR = Duration.ofDays(365).toMillis();
    private static final int LONGEST_REASON = 500;
    private static final int LARGEST_VALUE = 1_000_000;

    private final KafkaPublisher publisher;
    private final MeterRegistry meters;

    /** Amounts of money have more digits than a {@code double} keeps. */
    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    RecordBatches(KafkaPublisher publisher, MeterRegistry meters) {
        this.publisher = publisher;
        this.meters = meters;
    }

    /**
     * Consumes one batch.
     *
     * @param parsers how to read each type of event ({@code ce_type}); types that are not named are passed over, so that
     *     a publisher can add new ones. A parser throws {@link UnreadableEvent} for what it cannot understand.
     * @param apply applies the events in one transaction of its own
     * @return completes when every record is applied or in the dead-letter topic; it does not fail
     */
    public <E> Uni<Void> consume(
            ConsumerRecords<byte[], byte[]> batch,
            Map<String, Function<IncomingEvent, E>> parsers,
            Function<List<E>, Uni<Void>> apply) {
        List<Parsed<E>> events = new ArrayList<>(batch.count());
        List<Letter> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                Function<IncomingEvent, E> parser = parserOf(record, parsers);
                if (parser != null) {
                    events.add(new Parsed<>(record, parser.apply(read(record))));
                }
            } catch (RuntimeException e) {
                unreadable.add(new Letter(record, reasonOf(e)));
            }
        }
        return apply(events, apply).chain(() -> bury(unreadable));
    }

    private <E> Uni<Void> apply(List<Parsed<E>> events, Function<List<E>, Uni<Void>> apply) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return persistently(
                        Uni.createFrom()
                                .deferred(() -> apply.apply(
                                        events.stream().map(Parsed::event).toList())),
                        failure -> !isAboutTheEvents(failure))
                .onFailure(RecordBatches::isAboutTheEvents)
                .recoverWithUni(failure -> {
                    if (events.size() == 1) {
                        return bury(List.of(new Letter(events.get(0).record(), reasonOf(failure))));
                    }
                    int half = events.size() / 2;
                    return apply(events.subList(0, half), apply)
                            .chain(() -> apply(events.subList(half, events.size()), apply));
                });
    }

    private Uni<Void> bury(List<Letter> letters) {
        if (letters.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        letters.forEach(Letter::log);
        List<ProducerRecord<byte[], byte[]>> records =
                letters.stream().map(Letter::toRecord).toList();
        return persistently(Uni.createFrom().deferred(() -> publisher.publish(records)), failure -> true)
                .invoke(() -> letters.forEach(letter -> meters.counter(
                                "tierline.dead.letters",
                                "topic",
                                letter.record().topic())
                        .increment()));
    }

    /** Again and again, with growing pauses, until it works or fails in a way that is not worth another try. */
    private static Uni<Void> persistently(Uni<Void> work, Predicate<Throwable> worthAnotherTry) {
        return work.onFailure(worthAnotherTry)
                .invoke(failure -> LOG.warnf("Consuming is held up and will be retried: %s", failure.toString()))
                .onFailure(worthAnotherTry)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .expireIn(RETRY_FOR);
    }

    private static boolean isAboutTheEvents(Throwable failure) {
        return DatabaseFaults.isAboutTheData(failure) || !DatabaseFaults.isTrouble(failure) && breaksTheCode(failure);
    }

    private static boolean breaksTheCode(Throwable failure) {
        return failure instanceof UnreadableEvent
                || failure instanceof NullPointerException
                || failure instanceof IllegalArgumentException
                || failure instanceof ClassCastException
                || failure instanceof ArithmeticException
                || failure instanceof IndexOutOfBoundsException;
    }

    private static <E> Function<IncomingEvent, E> parserOf(
            ConsumerRecord<byte[], byte[]> record, Map<String, Function<IncomingEvent, E>> parsers) {
        String type = CloudEvents.text(record.headers(), "ce_type");
        if (type == null) {
            throw new UnreadableEvent("no header ce_type");
        }
        return parsers.get(type);
    }

    private IncomingEvent read(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            throw new UnreadableEvent("no key or no value");
        }
        String key = new String(record.key(), UTF_8);
        int slash = key.indexOf('/');
        if (slash < 0 || slash == key.length() - 1 || !Tenant.isOne(key.substring(0, slash))) {
            throw new UnreadableEvent("the key is not tenant/entity");
        }
        try {
            JsonNode payload = json.readTree(record.value());
            if (payload == null || !payload.isObject()) {
                throw new UnreadableEvent("the value is no JSON object");
            }
            return new IncomingEvent(
                    key.substring(0, slash),
                    key.substring(slash + 1),
                    CloudEvents.text(record.headers(), "ce_id"),
                    payload);
        } catch (IOException e) {
            throw new UnreadableEvent("the value is no JSON");
        }
    }

    private static String reasonOf(Throwable failure) {
        String reason = failure instanceof UnreadableEvent ? failure.getMessage() : failure.toString();
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
