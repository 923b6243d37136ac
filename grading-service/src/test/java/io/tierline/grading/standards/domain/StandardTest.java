package io.tierline.grading.standards.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardTest {

    private final List<Fault> faults = new ArrayList<>();

    @Test
    void defaultStandardIsReadWhole() {
        // When
        Standard standard = Standards.byDefault();

        // Then
        assertThat(standard.tiers())
                .extracting(Tier::code, tier -> tier.criteria().size(), Tier::staleAfterDays, Tier::onStale)
                .containsExactly(
                        tuple("A", 8, Optional.of(7), OnStale.FLAG),
                        tuple("B", 5, Optional.of(30), OnStale.FLAG),
                        tuple("C", 4, Optional.of(60), OnStale.FLAG),
                        tuple("D", 4, Optional.empty(), OnStale.FLAG));
        assertThat(standard.outcomeFloor())
                .isEqualTo(Map.of(
                        Outcome.C, new FloorRule.Gives("C", 60),
                        Outcome.D, new FloorRule.Gives("D", 60),
                        Outcome.NO_NEED, new FloorRule.TakesAway(),
                        Outcome.RJ, new FloorRule.TakesAway(),
                        Outcome.BL, new FloorRule.TakesAway()));
    }

    @Test
    void defaultStandardSpeaksBothLanguages() {
        for (Tier tier : Standards.byDefault().tiers()) {
            List<Label> labels =
                    new ArrayList<>(List.of(tier.label(), tier.strategy().advice()));
            tier.criteria().forEach(criterion -> labels.add(criterion.label()));
            assertThat(labels).allSatisfy(label -> {
                assertThat(label.in(Language.EN)).isNotBlank().doesNotContainPattern("\\p{IsHan}");
                assertThat(label.in(Language.ZH_CN)).containsPattern("\\p{IsHan}");
            });
        }
    }

    @Test
    void decisionWithinDaysBecomesACriterion() {
        // When
        Criterion last = Standards.byDefault().tiers().get(0).criteria().get(7);

        // Then
        assertThat(last.id()).isEqualTo("decision");
        assertThat(last.when().source()).isEqualTo("hasDecisionDate && daysToDecision <= 7");
        assertThat(last.label().en()).isEqualTo("Decision date agreed, at most 7 days ahead");
    }

    @Test
    void treeOfAStandardReadsAsTheSameStandard() {
        // Given
        Standard standard = Standards.byDefault();

        // When
        Optional<Standard> again = Standard.read(standard.toTree(), 1, faults);

        // Then
        assertThat(faults).isEmpty();
        assertThat(again).contains(standard);
        assertThat(again.orElseThrow().withVersion(2)).isNotEqualTo(standard);
    }

    @Test
    void everyFaultIsFoundAtOnce() {
        // Given
        Map<String, Object> tree = Standards.parse("""
                {"name": " ", "colour": "red",
                 "context": {"marketStage": "exploring", "teamStage": 3},
                 "tiers": [
                   {"code": "A+", "label": {"en": "A", "fr": "A"}, "decisionWithinDays": -1, "staleAfterDays": 0,
                    "onStale": "drop", "criteria": [], "strategy": null},
                   {"code": "none", "label": {}, "decisionWithinDays": 7, "staleAfterDays": 3651,
                    "criteria": [
                      {"id": "decision", "label": {"en": "D"}, "when": "true"},
                      {"id": "Big Deal", "label": "big", "when": "bugdet == 'confirmed' && quot == 'none'"},
                      {"id": "twice", "label": {"en": "T"}, "when": "followUpAgreed"},
                      {"id": "twice", "label": {"en": "T"}}],
                    "strategy": {"contactEveryDays": 2.5, "advice": {"zh-CN": "打电话"}}},
                   {"code": "B", "label": {"en": "B"}, "criteria": [{"id": "b", "label": {"en": "b"}, "when": "true"}],
                    "strategy": {"contactEveryDays": "2", "advice": {"en": "Call."}}},
                   {"code": "B", "label": {"en": "B"}, "criteria": [{"id": "b", "label": {"en": "b"}, "when": "true"}],
                    "strategy": {"contactEveryDays": 1, "advice": {"en": "Call."}}},
                   "C"],
                 "outcomeFloor": {"C": {"tier": "Z", "days": 60}, "D": {"days": 0}, "RJ": 3, "LATER": null}}
                """);

        // When
        Optional<Standard> standard = Standard.read(tree, 1, faults);

        // Then
        assertThat(standard).isEmpty();
        assertThat(faults)
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder(
                        "/colour",
                        "/name",
                        "/context/marketStage",
                        "/context/teamStage",
                        "/tiers/0/code",
                        "/tiers/0/label/fr",
                        "/tiers/0/decisionWithinDays",
                        "/tiers/0/staleAfterDays",
                        "/tiers/0/onStale",
                        "/tiers/0/criteria",
                        "/tiers/0/strategy",
                        "/tiers/1/code",
                        "/tiers/1/label",
                        "/tiers/1/staleAfterDays",
                        "/tiers/1/criteria/0/id",
                        "/tiers/1/criteria/1/id",
                        "/tiers/1/criteria/1/label",
                        "/tiers/1/criteria/1/when",
                        "/tiers/1/criteria/1/when",
                        "/tiers/1/criteria/3/id",
                        "/tiers/1/criteria/3/when",
                        "/tiers/1/strategy/contactEveryDays",
                        "/tiers/2/strategy/contactEveryDays",
                        "/tiers/3/code",
                        "/tiers/4",
                        "/outcomeFloor/LATER",
                        "/outcomeFloor/C/tier",
                        "/outcomeFloor/D/tier",
                        "/outcomeFloor/D/days",
                        "/outcomeFloor/RJ");
        assertThat(faults)
                .filteredOn(fault -> fault.pointer().equals("/tiers/1/criteria/1/when"))
                .extracting(fault -> fault.position().orElseThrow().column())
                .containsExactly(1, 26);
    }

    @ParameterizedTest
    @CsvSource({
        "staleAfterDays, 0, false",
        "staleAfterDays, 1, true",
        "staleAfterDays, 3650, true",
        "staleAfterDays, 3651, false",
        "decisionWithinDays, -1, false",
        "decisionWithinDays, 0, true",
        "decisionWithinDays, 3650, true",
        "decisionWithinDays, 3651, false",
    })
    void daysAreBounded(String member, int days, boolean accepted) {
        // Given
        Map<String, Object> tree = Standards.defaultTree();
        Standards.tier(tree, "A").put(member, days);

        // When
        Optional<Standard> standard = Standard.read(tree, 1, faults);

        // Then
        assertThat(standard.isPresent()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "20, true", "21, false"})
    void numberOfTiersIsBounded(int tiers, boolean accepted) {
        // Given
        Map<String, Object> tree = Standards.oneCriterionTree("true");
        tree.put(
                "tiers",
                IntStream.range(0, tiers)
                        .mapToObj(index -> {
                            Map<String, Object> tier = Standards.tier(Standards.oneCriterionTree("true"), "X");
                            tier.put("code", "T" + index);
                            return tier;
                        })
                        .toList());

        // When
        Optional<Standard> standard = Standard.read(tree, 1, faults);

        // Then
        assertThat(standard.isPresent()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"30, true", "31, false"})
    void numberOfCriteriaIsBounded(int criteria, boolean accepted) {
        // Given
        Map<String, Object> tree = withCriteria(criteria, "followUpAgreed");

        // When
        Optional<Standard> standard = Standard.read(tree, 1, faults);

        // Then
        assertThat(standard.isPresent()).isEqualTo(accepted);
    }

    @Test
    void costOfAllCriteriaTogetherIsBounded() {
        // Given
        String dear = "reached.all(a, reached.all(b, reached.all(c, reached.all(d, a + b != c + d || true))))";
        String nearlyTooDear = "reached.all(a, reached.all(b, reached.all(c, reached.all(d, true))))";
        int each = CelExpressions.compile(nearlyTooDear).cost();
        int tooMany = Standard.MAX_COST / each + 1;
        assertThat(CelExpressions.compile(dear, "", new ArrayList<>())).isEmpty();
        assertThat(tooMany).isLessThanOrEqualTo(Tier.MOST_CRITERIA);

        // When
        Standard.read(withCriteria(tooMany - 1, nearlyTooDear), 1, faults);
        assertThat(faults).isEmpty();
        Standard.read(withCriteria(tooMany, nearlyTooDear), 1, faults);

        // Then
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/tiers");
            assertThat(fault.message()).contains("at most 20000 are allowed");
        });
    }

    @Test
    void oneLanguageIsEnough() {
        // When
        Standard standard = Standards.withOneCriterion("true");

        // Then
        assertThat(standard.tiers().get(0).label()).isEqualTo(new Label("X", "X"));
    }

    @Test
    void documentThatIsNoObjectIsRefused() {
        // When
        Optional<Standard> standard = Standard.read(List.of(), 1, faults);

        // Then
        assertThat(standard).isEmpty();
        assertThat(faults).containsExactly(Fault.at("", "must be an object, not a list"));
    }

    private static Map<String, Object> withCriteria(int number, String when) {
        Map<String, Object> tree = Standards.oneCriterionTree("true");
        Standards.tier(tree, "X")
                .put(
                        "criteria",
                        IntStream.range(0, number)
                                .mapToObj(index -> Map.of(
                                        "id", "c" + index, "label", Collections.singletonMap("en", "c"), "when", when))
                                .toList());
        return tree;
    }
}
