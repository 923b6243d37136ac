package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Calls;
import io.tierline.trials.EventStream;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import io.tierline.trials.TierChangeStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A screen that was away sees what it has missed, once. */
@WithStack
@Order(8)
class ResumedStreamIT {

    @Test
    void screenGoesOnWhereItStopped_whenItConnectsAgain(Tenant tenant) throws Exception {
        // Given
        String lastSeen;
        try (TierChangeStream screen = TierChangeStream.fromNow(tenant)) {
            post(tenant, 0, 20);
            eventually(() -> assertThat(screen.positions()).isEqualTo(upTo(20)));
            lastSeen = screen.lastEventId();
        }

        // When
        post(tenant, 20, 50);

        // Then
        try (TierChangeStream screen = TierChangeStream.resumed(tenant, lastSeen);
                TierChangeStream fromTheStart = TierChangeStream.after(tenant, 0)) {
            post(tenant, 50, 60);
            eventually(() -> assertThat(fromTheStart.positions()).isEqualTo(upTo(60)));
            eventually(() -> assertThat(screen.positions())
                    .isEqualTo(LongStream.rangeClosed(21, 60).boxed().toList()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "killed"})
    void screenMissesNothing_whenTheGradingServiceIs(String ended, Stack stack, Tenant tenant) throws Exception {
        // Given
        try (TierChangeStream screen = TierChangeStream.fromNow(tenant)) {
            post(tenant, 0, 20);
            eventually(() -> assertThat(screen.positions()).isEqualTo(upTo(20)));

            // When
            if (ended.equals("stopped")) {
                stack.terminate("grading-service");
            } else {
                stack.kill("grading-service");
            }
            post(tenant, 20, 50);

            // Then
            stack.awaitReady();
            post(tenant, 50, 60);
            eventually(() -> assertThat(screen.positions()).hasSizeGreaterThanOrEqualTo(60));
            assertThat(screen.positions()).isEqualTo(upTo(60));
            assertThat(screen.connections()).as("connections").isGreaterThan(1);
            assertThat(screen.changes().stream().map(EventStream.Event::data).toList())
                    .isEqualTo(tenant.tierChanges());
        }
    }

    @Test
    void screenIsToldToReadAnew_whenItsPositionWasNeverGiven(Tenant tenant) throws Exception {
        // Given
        post(tenant, 0, 1);
        eventually(() -> assertThat(tenant.tierChanges()).hasSize(1));

        // When
        try (TierChangeStream screen = TierChangeStream.resumed(tenant, "999")) {
            // Then
            eventually(() -> assertThat(screen.changes()).hasSize(1));
            assertThat(screen.changes().get(0).name()).isEqualTo("reset");
        }
    }

    private static void post(Tenant tenant, int from, int to) throws IOException {
        List<ObjectNode> calls = IntStream.range(from, to)
                .mapToObj(i -> Calls.summarised("pbx-" + i, "customer-" + i, "C"))
                .toList();
        JsonNode report = tenant.postBatch(calls);
        assertThat(report.get("created").asInt()).isEqualTo(to - from);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
