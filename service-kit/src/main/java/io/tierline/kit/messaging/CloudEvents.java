package io.tierline.kit.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** CloudEvents 1.0 in Kafka's binary mode: attributes are headers, the value is the JSON alone. */
public final class CloudEvents {

    private CloudEvents() {}

    /**
     * An event as a record.
     *
     * @param service the publishing service's name; with the key's tenant it is the source, so that source and id are
     *     unique together
     * @param key {@code tenant/entity}
     * @param time when it was committed
     */
    public static ProducerRecord<byte[], byte[]> record(
            String topic, String service, String type, String key, String id, Instant time, String payload) {
        List<Header> headers = List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", id),
                header("ce_source", "/" + service + "/" + key.substring(0, Math.max(0, key.indexOf('/')))),
                header("ce_type", type),
                header("ce_time", time.toString()),
                header("content-type", "application/json"));
        return new ProducerRecord<>(topic, null, key.getBytes(UTF_8), payload.getBytes(UTF_8), headers);
    }

    /** A header with a text. */
    public static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    /** The text of a header, or null. */
    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
