package io.tierline.kit.messaging;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Which topics these are. Kafka gives every topic an id of its own when it is made: a topic that was deleted and made
 * anew has its name, but another id.
 */
@ApplicationScoped
public class TopicIds {

    private static final int PATIENCE_MILLIS = 5_000;

    private final Vertx vertx;
    private final Map<String, Object> broker;
    private Admin admin;

    TopicIds(Vertx vertx, @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.vertx = vertx;
        this.broker = broker;
    }

    /** The ids by the topics' names; a topic that does not exist has none. Fails when Kafka does not answer within 5 s. */
    public Uni<Map<String, String>> of(Set<String> topics) {
        return topics.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : vertx.executeBlocking(() -> describe(topics), false);
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }

    private Map<String, String> describe(Set<String> topics) throws Exception {
        Map<String, KafkaFuture<TopicDescription>> asked = admin().describeTopics(
                        topics, new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS))
                .topicNameValues();
        Map<String, String> ids = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
            try {
                TopicDescription found = topic.getValue().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                ids.put(topic.getKey(), found.topicId().toString());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e.getCause() instanceof Exception cause ? cause : e;
                }
            }
        }
        return ids;
    }

    /** Made at first use: the broker need not be there for the service to start. */
    private synchronized Admin admin() {
        if (admin == null) {
            Map<String, Object> configuration = new HashMap<>(broker);
            configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
            configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
            admin = Admin.create(configuration);
        }
        return admin;
    }
}
