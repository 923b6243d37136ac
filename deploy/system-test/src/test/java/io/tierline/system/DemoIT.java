package io.tierline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Recount;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The day that everybody sees first. */
@WithStack
@Order(7)
class DemoIT {
    private static final String LAST_WEEK = "window=P7D";

    @Test
    void secondPlayOfTheDemoDoublesNothing(Stack stack) throws Exception {
        // Given
        Tenant demo = new Tenant(stack, "demo");
        Stack.Ended first = stack.demo();
        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output()).contains("east-1", "west-2", "li.wei").doesNotContain("played before");
        JsonNode reps = demo.rates("rep", LAST_WEEK);
        int calls = demo.allCalls().size();
        Map<String, String> tiers = demo.tiers();
        List<JsonNode> changes = demo.tierChanges();
        assertThat(calls).isGreaterThan(300);
        assertThat(tiers.values()).contains("A", "B", "C", "D", "none");
        Recount.assertRates(reps, "rep", demo.allCalls());

        // When
        Stack.Ended second = stack.demo();

        // Then
        assertThat(second.exitCode()).as(second.output()).isZero();
        assertThat(second.output()).contains("played before");
        assertThat(demo.allCalls()).hasSize(calls);
        assertThat(demo.rates("rep", LAST_WEEK)).isEqualTo(reps);
        assertThat(demo.tiers()).isEqualTo(tiers);
        assertThat(demo.tierChanges()).isEqualTo(changes);
    }
}
