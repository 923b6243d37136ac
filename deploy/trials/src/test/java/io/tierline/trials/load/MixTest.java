package io.tierline.trials.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MixTest {
    private static final int WORKERS = 8;
    private static final int OPERATIONS = 3_000;
    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");

    private static List<Planned> operations(long seed) {
        Mix mix = new Mix(seed, WORKERS, 3, "trial", START);
        return Stream.generate(mix::next).limit(OPERATIONS).toList();
    }

    @Test
    void sameSeedGivesTheSameOperations() {
        assertThat(operations(7)).isEqualTo(operations(7));
        assertThat(operations(8)).isNotEqualTo(operations(7));
    }

    @Test
    void everyKindOccurs() {
        assertThat(operations(7).stream().map(Planned::f).distinct())
                .containsExactlyInAnyOrder(
                        "put-rep",
                        "put-card",
                        "post-call",
                        "replay-call",
                        "post-conflict",
                        "post-invalid",
                        "post-batch",
                        "put-outcome",
                        "patch-outcome",
                        "patch-attribution",
                        "void-call",
                        "put-contact",
                        "erase-contact",
                        "patch-qualification",
                        "extend",
                        "close",
                        "reopen",
                        "hand-over",
                        "merge",
                        "post-standard",
                        "activate-standard");
    }

    @Test
    void oneWorkerDoesAllThatIsAskedOfACallANumberOrACustomer() {
        Map<String, Integer> workers = new HashMap<>();
        for (Planned planned : operations(7)) {
            for (String member : List.of("callId", "phone", "customerId")) {
                for (JsonNode id : planned.value().findValues(member)) {
                    String key = planned.tenant() + " "
                            + id.asText().replace(" ", "").replace("+86", "");
                    if (id.asText().equals("12")) {
                        continue; // no number at all
                    }
                    assertThat(workers.putIfAbsent(key, planned.process()))
                            .as(key)
                            .isIn(null, planned.process());
                }
            }
        }
    }
}
