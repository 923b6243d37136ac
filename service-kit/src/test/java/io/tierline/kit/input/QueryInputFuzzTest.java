package io.tierline.kit.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tierline.kit.problem.Problem;
import io.tierline.kit.testing.Seeds;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever text arrives as a parameter: it is a value within the bounds, or one fault with the parameter's name. */
public class QueryInputFuzzTest {

    private static final Duration WEEK = Duration.ofDays(7);

    /** Where the fuzzer enters. */
    public static void fuzzerTestOneInput(byte[] input) {
        QueryInputFuzzTest test = new QueryInputFuzzTest();
        test.parameterIsAValueWithinBounds_orOneFault(input);
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void parameterIsAValueWithinBounds_orOneFault(byte[] bytes) {
        String value = new String(bytes, UTF_8);

        assertReadOrFault(value, QueryInput::id, id -> assertThat(id).matches("[A-Za-z0-9._:@+-]{1,128}"));
        assertReadOrFault(value, QueryInput::instant, time -> {
            assertThat(time).isBetween(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));
            assertThat(time).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
            assertThat(new QueryInput().instant("again", time.toString())).isEqualTo(time);
        });
        assertReadOrFault(
                value, (query, name, text) -> query.longNumber(name, text, -5, 1_000_000_000_000L), number -> {
                    assertThat(number).isBetween(-5L, 1_000_000_000_000L);
                    assertThat(new BigInteger(value)).isEqualTo(BigInteger.valueOf(number));
                });
        assertReadOrFault(
                value,
                (query, name, text) -> query.wholeNumber(name, text, 1, 500),
                number -> assertThat(number).isBetween(1, 500));
        assertReadOrFault(value, (query, name, text) -> query.duration(name, text, WEEK), duration -> {
            assertThat(duration).isPositive().isLessThanOrEqualTo(WEEK);
            assertThat(new QueryInput().duration("again", duration.toString(), WEEK))
                    .isEqualTo(duration);
        });
        assertReadOrFault(
                value,
                QueryInput::zone,
                zone -> assertThat(ZoneId.getAvailableZoneIds()).contains(zone.getId()));
        assertReadOrFault(value, QueryInput::flag, flag -> assertThat(flag).hasToString(value));
    }

    private interface Getter<T> {
        T get(QueryInput query, String name, String value);
    }

    private static <T> void assertReadOrFault(String value, Getter<T> getter, Consumer<T> holds) {
        QueryInput query = new QueryInput();
        T read = getter.get(query, "it", value);
        if (read != null) {
            assertThatCode(query::refuseFaults).doesNotThrowAnyException();
            holds.accept(read);
        } else {
            assertThatCode(query::refuseFaults).isInstanceOfSatisfying(Problem.class, problem -> {
                assertThat(problem.status()).isEqualTo(422);
                assertThat(problem.faults())
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("?it"));
            });
        }
    }
}
