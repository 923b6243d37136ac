package io.tierline.grading.worklist.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.standards.domain.Standards;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the default standard at Shanghai, on a Wednesday. */
class WorkdayTest {

    private static final String MORNING = "2026-11-25T09:30:00+08:00";
    private static final String LAST_MOMENT = "2026-11-25T23:59:59.999999+08:00";
    private static final String MIDNIGHT = "2026-11-26T00:00:00+08:00";

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00:00+08:00, true",
        MORNING + ", true",
        LAST_MOMENT + ", true",
        MIDNIGHT + ", false",
    })
    void promisedCallIsDue_untilTheDayEnds(String followUp, boolean due) {
        assertThat(kinds(on(MORNING), customer(null).promised(followUp)).contains(Kind.FOLLOW_UP))
                .isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({
        MORNING + ", false",
        LAST_MOMENT + ", false",
        MIDNIGHT + ", true",
    })
    void dayBegins_atMidnightOfTheCompany(String now, boolean due) {
        assertThat(kinds(on(now), customer(null).promised(MIDNIGHT)).contains(Kind.FOLLOW_UP))
                .isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T00:00:00+08:00, OVERDUE",
        "2026-11-25T09:29:59.999999+08:00, OVERDUE",
        "2026-11-25T09:30:00+08:00, DEADLINE",
        "2026-11-26T00:00:00+08:00, DEADLINE",
        "2026-11-29T00:00:00+08:00, DEADLINE",
        "2026-11-29T00:00:00.000001+08:00, ",
        "2026-11-30T00:00:00+08:00, ",
    })
    void deadlineShows_threeDaysAheadAndBecomesOverdue(String deadline, Kind kind) {
        List<Kind> kinds = kinds(on(MORNING), customer("A").until(deadline));
        assertThat(kinds).isEqualTo(kind == null ? List.of() : List.of(kind));
    }

    @ParameterizedTest
    @CsvSource({
        // tier, last contact on the day before the tenth, on the tenth and after it
        "C, 2026-11-15T23:59:59.999999+08:00, true",
        "C, 2026-11-16T00:00:00+08:00, false",
        "C, 2026-11-15T00:00:00+08:00, true",
        "B, 2026-11-20T23:59:59.999999+08:00, true",
        "B, 2026-11-21T00:00:00+08:00, false",
        "A, 2026-11-23T23:59:59.999999+08:00, true",
        "A, 2026-11-24T00:00:00+08:00, false",
        ", 2025-01-01T00:00:00+08:00, false",
        "Z, 2025-01-01T00:00:00+08:00, false",
    })
    void cadenceIsExceeded_onTheDayThatTheStrategyNames(String tier, String lastContact, boolean exceeded) {
        assertThat(kinds(on(MORNING), customer(tier).reached(lastContact)).contains(Kind.CADENCE))
                .isEqualTo(exceeded);
    }

    @Test
    void waitingBeginsWithProgress_whenNobodyWasEverReached() {
        Builder customer = customer("C");
        customer.progress = at("2026-11-15T12:00:00+08:00");
        assertThat(kinds(on(MORNING), customer)).contains(Kind.CADENCE);
    }

    @Test
    void bestTierHasNoNextStep() {
        assertThat(kinds(on(MORNING), customer("A"))).isEmpty();
        assertThat(kinds(on(MORNING), customer("B"))).containsExactly(Kind.NEXT_STEP);
        assertThat(kinds(on(MORNING), customer(null))).containsExactly(Kind.NEXT_STEP);
    }

    @Test
    void wonCustomerIsOnlyCalledBackAndAskedForAReferral() {
        // Given
        Builder customer = customer(null).promised(MORNING).until(MORNING).reached("2026-01-01T00:00:00Z");
        customer.state = State.WON;
        customer.satisfiedSince = at("2026-10-01T00:00:00Z");
        customer.fit = 90;

        // Then
        assertThat(kinds(on(MIDNIGHT), customer)).containsExactly(Kind.FOLLOW_UP, Kind.REFERRAL_REQUEST);
    }

    @Test
    void customersAreRanked_byTheirMostUrgentReason() {
        // Given
        Builder satisfied = customer("A").called("9 satisfied").reached(MORNING);
        satisfied.satisfiedSince = at("2026-10-01T00:00:00Z");
        List<Builder> inOrder = List.of(
                customer("D").called("1 promised for yesterday").promised("2026-11-24T18:00:00+08:00"),
                customer("A").called("2 promised for today").promised("2026-11-25T08:00:00+08:00"),
                customer("D").called("3 overdue for long").until("2026-11-01T00:00:00+08:00"),
                customer("A").called("4 overdue since midnight").until("2026-11-25T00:00:00+08:00"),
                customer("C").called("5 today").until(MIDNIGHT),
                customer("B").called("6 tomorrow").until("2026-11-27T00:00:00+08:00"),
                customer("D").called("7 should have been called ten days ago").reached("2026-11-01T10:00:00+08:00"),
                customer("A").called("8 should have been called yesterday").reached("2026-11-22T10:00:00+08:00"),
                satisfied,
                customer("B").called("a next tier A").reached("2026-11-24T10:00:00+08:00"),
                customer("C").called("b next tier B, waiting").reached("2026-11-20T10:00:00+08:00"),
                customer("C").called("c next tier B, called today").reached(MORNING),
                customer(null).called("d fits well").fitting(80),
                customer(null).called("e fits less").fitting(79),
                customer(null).called("f never called"),
                customer(null).called("g called").reached(MORNING));

        // When
        List<String> ranked = inOrder.stream()
                .map(Builder::candidate)
                .sorted(Comparator.comparing(Candidate::customerId).reversed())
                .sorted(Comparator.comparing(
                        candidate -> on(MORNING).reasonsFor(candidate).get(0).urgency()))
                .map(Candidate::customerId)
                .toList();

        // Then
        assertThat(ranked).isSorted().hasSize(inOrder.size());
    }

    @Test
    void reasonsComeInTheirOrder() {
        // Given
        Builder customer = customer("C")
                .promised(MORNING)
                .until("2026-11-25T00:00:00+08:00")
                .reached("2026-11-01T10:00:00+08:00");

        // Then
        assertThat(kinds(on(MORNING), customer))
                .containsExactly(Kind.FOLLOW_UP, Kind.OVERDUE, Kind.CADENCE, Kind.NEXT_STEP);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true"})
    void whoMissesAMustHaveIsNoBestFit(int fit, boolean expected) {
        assertThat(kinds(on(MORNING), customer(null).fitting(fit)).contains(Kind.BEST_FIT))
                .isEqualTo(expected);
    }

    private static List<Kind> kinds(Workday day, Builder customer) {
        return day.reasonsFor(customer.candidate()).stream().map(Reason::kind).toList();
    }

    private static Workday on(String moment) {
        return new Workday(at(moment), ZoneId.of("Asia/Shanghai"), Standards.byDefault());
    }

    private static Instant at(String moment) {
        return OffsetDateTime.parse(moment).toInstant();
    }

    private static Builder customer(String tier) {
        Builder builder = new Builder();
        builder.tier = tier;
        return builder;
    }

    /** An open customer, to be changed. */
    private static final class Builder {

        private String id = "acme";
        private State state = State.OPEN;
        private String tier;
        private Instant progress;
        private Instant lastContact;
        private Instant followUp;
        private Instant deadline;
        private Instant satisfiedSince;
        private Integer fit;

        Builder called(String other) {
            id = other;
            return this;
        }

        Builder promised(String moment) {
            followUp = at(moment);
            return this;
        }

        Builder until(String moment) {
            deadline = at(moment);
            return this;
        }

        Builder reached(String moment) {
            lastContact = at(moment);
            return this;
        }

        Builder fitting(int other) {
            fit = other;
            return this;
        }

        Candidate candidate() {
            return new Candidate(
                    id,
                    null,
                    state,
                    tier,
                    "li.wei",
                    "east-1",
                    progress,
                    lastContact,
                    followUp,
                    deadline,
                    satisfiedSince,
                    fit);
        }
    }
}
