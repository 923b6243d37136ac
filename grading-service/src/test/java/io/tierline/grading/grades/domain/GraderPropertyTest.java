package io.tierline.grading.grades.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.grades.domain.Grade.Held;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Standards;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every history. Each failure names the seed that shows it. */
class GraderPropertyTest {

    private static final int HISTORIES = 1_500;

    private static final Standard FLAGGING = Standards.byDefault();
    private static final Standard DEMOTING = Standards.byDefaultBut(tree -> List.of("A", "B", "C", "D")
            .forEach(code -> Standards.tier(tree, code).putAll(Map.of("onStale", "demote", "staleAfterDays", 9))));

    @Test
    void gradeIsTheSame_inAnyOrderAndHoweverOftenAFactArrives() {
        Map<String, Integer> tiers = new HashMap<>();
        for (int seed = 0; seed < HISTORIES; seed++) {
            // Given
            Histories histories = new Histories(seed);
            History history = histories.any();
            History shuffled = histories.shuffled(history);
            Instant now = histories.moment();

            // When
            Grade grade = grade(history, standard(seed), now);
            Grade again = grade(shuffled, standard(seed), now);

            // Then
            assertThat(again).as("seed %d", seed).isEqualTo(grade);
            tiers.merge(grade.tier().orElse("none"), 1, Integer::sum);
        }
        // A generator that never reaches a tier would prove nothing about it.
        assertThat(tiers).containsOnlyKeys("A", "B", "C", "D", "none");
    }

    @Test
    void timeAloneChangesNothing_beforeTheNextMoment() {
        int waits = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            // Given
            Histories histories = new Histories(seed);
            History history = histories.any();
            Instant now = histories.moment();
            Grade grade = grade(history, standard(seed), now);
            Instant until = grade.nextMoment().orElse(now.plusSeconds(10L * 365 * 86_400));
            waits += grade.nextMoment().isPresent() ? 1 : 0;

            // When
            List<Instant> before = Stream.of(
                            histories.between(now, until), histories.between(now, until), until.minusNanos(1_000))
                    .filter(moment -> !moment.isBefore(now))
                    .toList();

            // Then
            assertThat(until).as("seed %d", seed).isAfter(now);
            for (Instant moment : before) {
                Grade later = grade(history, standard(seed), moment);
                assertThat(what(later)).as("seed %d at %s", seed, moment).isEqualTo(what(grade));
            }
        }
        assertThat(waits).isGreaterThan(HISTORIES / 3);
    }

    @Test
    void winnersAndTheirSinceEqualARecountByTheWordsOfTheRule() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            // Given
            History history = new Histories(seed).any();

            // When
            Map<Field, Fact> facts = Qualification.of(history).facts();

            // Then
            for (Field field : Field.values()) {
                assertThat(Optional.ofNullable(facts.get(field)))
                        .as("seed %d, %s", seed, field)
                        .isEqualTo(recount(history, field));
            }
        }
    }

    @Test
    void gradeAsOfAMomentIgnoresWhatWasObservedLater() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            // Given
            Histories histories = new Histories(seed);
            History history = histories.any();
            Instant moment = histories.moment();

            // When
            History then = history.asOf(moment, history.status());

            // Then
            assertThat(Qualification.of(then).facts().values())
                    .as("seed %d", seed)
                    .allSatisfy(fact -> assertThat(fact.observedAt()).isBeforeOrEqualTo(moment));
            assertThat(grade(then, standard(seed), moment).floor().map(Floor::callId))
                    .as("seed %d", seed)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isEmpty(),
                            one -> assertThat(then.calls())
                                    .extracting(CallFacts::callId)
                                    .contains(one.orElseThrow()));
        }
    }

    /** Back from the winner, as long as the value stays. */
    private static Optional<Fact> recount(History history, Field field) {
        record Said(Instant at, String id, String value) {}
        List<Said> said = Stream.concat(
                        history.calls().stream()
                                .map(call -> new Said(
                                        call.startedAt(),
                                        call.callId(),
                                        call.facts().get(field))),
                        history.patches().stream()
                                .map(patch -> new Said(
                                        patch.observedAt(),
                                        patch.id(),
                                        patch.statement().says().get(field))))
                .filter(each -> each.value() != null)
                .sorted(Comparator.comparing(Said::at).thenComparing(Said::id).reversed())
                .toList();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        Said winner = said.get(0);
        Instant since = said.stream()
                .takeWhile(each -> each.value().equals(winner.value()))
                .reduce((later, earlier) -> earlier)
                .orElseThrow()
                .at();
        return Optional.of(new Fact(field, winner.value(), winner.at(), winner.id(), since));
    }

    private static List<Object> what(Grade grade) {
        return List.of(grade.tier(), grade.held().map(Held::basis), grade.held().flatMap(Held::due), grade.overdue());
    }

    private static Grade grade(History history, Standard standard, Instant now) {
        return Grader.grade(history, standard, now, Customers.SHANGHAI);
    }

    private static Standard standard(int seed) {
        return seed % 2 == 0 ? FLAGGING : DEMOTING;
    }
}
