package io.tierline.grading.standards.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.testing.Seeds;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever text arrives as a condition: it is one that is cheap to run, or every fault in it has a place. */
public class CelFuzzTest {

    /** A thousand times what the costliest condition takes. */
    private static final Duration GENEROUS = Duration.ofSeconds(10);

    private static final Map<String, Object> KNOWN = known();

    /** Where the fuzzer enters. */
    public static void fuzzerTestOneInput(byte[] input) {
        CelFuzzTest test = new CelFuzzTest();
        test.textIsACheapCondition_orItsFaultsHavePlaces(input);
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void textIsACheapCondition_orItsFaultsHavePlaces(byte[] bytes) {
        String source = new String(bytes, UTF_8);
        List<Fault> faults = new ArrayList<>();
        long before = cpu();

        Optional<Expression> expression = CelExpressions.compile(source, "/when", faults);

        assertThat(expression.isPresent()).isEqualTo(faults.isEmpty());
        expression.ifPresent(condition -> {
            assertThat(condition.source()).isEqualTo(source);
            assertThat(source.codePointCount(0, source.length())).isLessThanOrEqualTo(CelExpressions.MAX_LENGTH);
            assertThat(condition.cost()).isBetween(1, CelExpressions.MAX_COST);
            assertThat(condition.reads()).allMatch(variable -> source.contains(variable.code()));
            for (Map<String, Object> values : List.of(Standards.unknownCustomer(), KNOWN)) {
                Verdict verdict = condition.evaluate(values);
                assertThat(condition.evaluate(values)).isEqualTo(verdict);
                if (verdict instanceof Verdict.Failed failed) {
                    assertThat(failed.reason()).isNotBlank().doesNotContain("Iteration budget exceeded");
                }
            }
        });
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.pointer()).isEqualTo("/when");
            assertThat(fault.message()).isNotBlank();
            fault.position().ifPresent(position -> assertWithin(source, position));
        });
        assertThat(cpu() - before).isLessThan(GENEROUS.toNanos());
    }

    private static void assertWithin(String source, Fault.Position position) {
        String[] lines = source.split("\n", -1);
        assertThat(position.line()).isBetween(1, lines.length);
        String line = lines[position.line() - 1];
        assertThat(position.column()).isBetween(1, line.codePointCount(0, line.length()) + 1);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Map<String, Object> known() {
        Map<String, Object> values = Standards.unknownCustomer();
        for (Variable variable : Variable.values()) {
            if (variable.type() == Variable.Type.ROLES) {
                values.put(variable.code(), List.of("EB", "UB", "TB"));
            }
        }
        values.put("outcomes", Map.of("C", 1L, "D", 2L));
        values.put("profile", Map.of("industry", "steel", "headCount", 101L, "domains", List.of("HR", "legal")));
        return values;
    }
}
