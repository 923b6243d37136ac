package io.tierline.kit.messaging;

import io.vertx.mutiny.core.Vertx;
import java.util.Map;

/** Further publishers, as other instances would have them. */
public final class Publishers {

    private Publishers() {}

    /** A publisher that gives up soon. */
    public static KafkaPublisher at(Vertx vertx, String bootstrap) {
        return new KafkaPublisher(
                vertx,
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "max.block.ms", 1000,
                        "reconnect.backoff.max.ms", 200));
    }
}
