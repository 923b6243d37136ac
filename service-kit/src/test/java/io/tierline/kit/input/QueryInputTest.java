package io.tierline.kit.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryInputTest {

    private final QueryInput query = new QueryInput();

    @Test
    void nothingIsWrong_whenNothingIsSent() {
        assertThat(query.id("a", null)).isNull();
        assertThat(query.instant("a", null)).isNull();
        assertThat(query.wholeNumber("a", null, 1, 2)).isNull();
        assertThat(query.longNumber("a", null, 1, 2)).isNull();
        assertThat(query.oneOf("a", null, Map.of("a", 1))).isNull();
        assertThat(query.flag("a", null)).isNull();
        assertThat(query.duration("a", null, Duration.ofDays(1))).isNull();
        query.refuseFaults();
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        query.id("customer", "a b");
        query.instant("from", "yesterday");
        query.wholeNumber("limit", "0", 1, 500);
        query.flag("open", "yes");
        query.duration("window", "P1M", Duration.ofDays(30));
        query.id("empty", "");
        assertThatThrownBy(query::refuseFaults)
                .asInstanceOf(type(Problem.class))
                .satisfies(problem -> {
                    assertThat(problem.status()).isEqualTo(422);
                    assertThat(problem.faults())
                            .extracting(Fault::pointer)
                            .containsExactly("?customer", "?from", "?limit", "?open", "?window", "?empty");
                });
    }

    @Test
    void plusOfAnOffsetIsTakenAsMeant_whenItArrivedAsABlank() {
        assertThat(query.instant("from", "2026-11-23T09:30:00 08:00")).isEqualTo(Instant.parse("2026-11-23T01:30:00Z"));
        query.refuseFaults();
    }

    @Test
    void wholeNumberIncludesItsBounds() {
        assertThat(query.wholeNumber("n", "1", 1, 500)).isEqualTo(1);
        assertThat(query.wholeNumber("n", "500", 1, 500)).isEqualTo(500);
        assertThat(query.longNumber("n", String.valueOf(Long.MAX_VALUE), 0, Long.MAX_VALUE))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(query.longNumber("n", String.valueOf(Long.MIN_VALUE), Long.MIN_VALUE, 0))
                .isEqualTo(Long.MIN_VALUE);
        query.refuseFaults();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "501", "+5", "5.0", " 5", "", "five", "٥", "9223372036854775808", "99999999999999999999999"
            })
    void wholeNumberIsRefused_whenItIsAnythingElse(String value) {
        assertThat(query.wholeNumber("n", value, 1, 500)).isNull();
        assertThatThrownBy(query::refuseFaults).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @CsvSource({"PT0.001S", "PT15M", "PT24H", "P7D", "P30D"})
    void durationIsRead(String value) {
        assertThat(query.duration("window", value, Duration.ofDays(30))).isEqualTo(Duration.parse(value));
        query.refuseFaults();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1H", "P30DT1S", "P1M", "P1Y", "P1W", "1h", "", "PT99999999999999999H"})
    void durationIsRefused_whenItIsNothingOrTooLongOrOfNoFixedLength(String value) {
        assertThat(query.duration("window", value, Duration.ofDays(30))).isNull();
        assertThatThrownBy(query::refuseFaults)
                .asInstanceOf(type(Problem.class))
                .satisfies(
                        problem -> assertThat(problem.faults().get(0).message()).endsWith("at most P30D"));
    }

    @Test
    void longestDurationIsNamedAsItIs_whenItIsNoWholeDay() {
        query.duration("window", "x", Duration.ofHours(36));
        assertThatThrownBy(query::refuseFaults)
                .asInstanceOf(type(Problem.class))
                .satisfies(problem -> assertThat(problem.faults())
                        .isEqualTo(List.of(new Fault(
                                "?window",
                                "must be an ISO 8601 duration such as PT15M, PT24H or P7D, at most PT36H"))));
    }

    @ParameterizedTest
    @CsvSource({"Asia/Kathmandu, Asia/Kathmandu", "UTC, UTC", "Etc/GMT 8, Etc/GMT+8"})
    void zoneIsRead(String value, String zone) {
        assertThat(query.zone("tz", value)).isEqualTo(ZoneId.of(zone));
        query.refuseFaults();
    }

    @ParameterizedTest
    @ValueSource(strings = {"asia/shanghai", "Asia/Beijing", "+08:00", "GMT+08:00", "Z", ""})
    void zoneIsRefused_whenItIsNoNameOfTheIanaDatabase(String value) {
        assertThat(query.zone("tz", value)).isNull();
        assertThatThrownBy(query::refuseFaults).isInstanceOf(Problem.class);
    }
}
