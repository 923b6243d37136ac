package io.tierline.kit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicProgressOfChannelsTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String STRATEGY = "partition.assignment.strategy";
    private static final String KAFKAS = "org.apache.kafka.clients.consumer.";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger looks = new AtomicInteger();
    private final TopicProgressOfChannels channels = new TopicProgressOfChannels(
            new TopicIds(vertx, Map.of()) {
                @Override
                public Uni<Map<String, String>> of(Set<String> topics) {
                    looks.incrementAndGet();
                    return Uni.createFrom().item(Map.of());
                }
            },
            new SimpleMeterRegistry());

    @AfterEach
    void close() {
        vertx.closeAndAwait();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KAFKAS + "CooperativeStickyAssignor",
                KAFKAS + "StickyAssignor",
                KAFKAS + "RangeAssignor," + KAFKAS + "CooperativeStickyAssignor",
                "org.example.OurAssignor"
            })
    void channelDoesNotStart_whenItsAssignorIsNotKnownToTakeAllPartitionsAway(String strategy) {
        assertThatThrownBy(() -> create(Map.of(STRATEGY, strategy)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("things")
                .hasMessageContaining(STRATEGY + "=" + strategy)
                .hasMessageContaining("RangeAssignor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "CONSUMER"})
    void channelDoesNotStart_whenBrokersAssignThePartitions(String protocol) {
        assertThatThrownBy(() -> create(Map.of("group.protocol", protocol)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("group.protocol=" + protocol);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KAFKAS + "RangeAssignor",
                KAFKAS + "RoundRobinAssignor",
                KAFKAS + "RangeAssignor, " + KAFKAS + "RoundRobinAssignor"
            })
    void channelStarts_withAssignorsThatTakeAllPartitionsAway(String strategy) {
        assertThat(create(Map.of(STRATEGY, strategy, "group.protocol", "classic")))
                .isNotNull();
    }

    @Test
    void channelIsLookedAfter_untilItEnds() {
        // Given
        KafkaCommitHandler one = create(Map.of());
        create(Map.of());
        channels.check().await().atMost(SOON);
        assertThat(looks).hasValue(2);

        // When
        one.terminate(true);
        channels.check().await().atMost(SOON);

        // Then
        assertThat(looks).hasValue(3);
    }

    private KafkaCommitHandler create(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("channel-name", "things");
        all.put("value.deserializer", "none");
        return channels.create(
                new KafkaConnectorIncomingConfiguration(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(all, "channel", 100))
                        .build()),
                vertx,
                null,
                (failure, fatal) -> {});
    }
}
