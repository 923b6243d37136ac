package io.tierline.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Tierline's topics. They are made here with all their settings, never by whoever writes first. */
final class Topics {
    private static final int PARTITIONS = 12;

    private static final Map<String, String> KEPT_FOR_EVER =
            Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1", TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    private static final Map<String, String> NEWEST_PER_KEY =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    private static final Map<String, Map<String, String>> TOPICS = Map.of(
            "tierline.call-outcomes", KEPT_FOR_EVER,
            "tierline.tier-changes", KEPT_FOR_EVER,
            "tierline.customer-lifecycle", KEPT_FOR_EVER,
            "tierline.directory", NEWEST_PER_KEY);

    private Topics() {}

    /** Makes the topics that are missing, each with its dead letters; what exists is left as it is. */
    static void create(String bootstrapServers) throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = connect(bootstrapServers)) {
            Set<String> existing = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            List<NewTopic> missing = all().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
            // Somebody else was quicker.
        }
    }

    static List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        TOPICS.forEach((name, settings) -> {
            topics.add(topic(name, PARTITIONS, settings));
            topics.add(topic(name + ".dead-letter", 1, KEPT_FOR_EVER));
        });
        return topics;
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        Map<String, String> configs = new HashMap<>(settings);
        // The time of a record is when Kafka took it: a sender's wrong clock cannot make it look expired.
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        // Replicated as the server is set up to: once on our own, more often on a real cluster.
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
    }

    /** Whether a Kafka server answers there. */
    static boolean isReachable(String bootstrapServers) throws InterruptedException {
        try (Admin admin = connect(bootstrapServers)) {
            return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException no) {
            return false;
        }
    }

    private static Admin connect(String bootstrapServers) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                30_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000));
    }
}
