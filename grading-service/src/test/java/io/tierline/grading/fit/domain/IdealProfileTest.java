package io.tierline.grading.fit.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.grades.domain.Profile;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.grading.standards.domain.Language;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdealProfileTest {

    private static final Profile LOGISTICS =
            new Profile(Map.of("industry", "Logistics", "headCount", 200L, "domains", List.of("HR", "finance")));

    private final List<Fault> faults = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "1, 199, 1", // 0.5
        "1, 200, 0", // 0.497…
        "124, 76, 62",
        "125, 75, 63", // 62.5
        "199, 1, 100", // 99.5
        "199, 2, 99", // 99.004…
        "1, 0, 100",
        "0, 1, 0"
    })
    void scoreIsTheShareOfTheWeightsMet_halvesUp(int met, int unmet, int expected) {
        // Given
        List<Object> conditions = new ArrayList<>();
        spread(met, "profile.industry == 'Logistics'", conditions);
        spread(unmet, "profile.industry == 'Banking'", conditions);

        // When
        Fit fit = Fit.of(read(Map.of("conditions", conditions)), LOGISTICS);

        // Then
        assertThat(fit.score()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"profile.headCount > 199, 50", "profile.headCount > 200, 0", "has(profile.region), 0"})
    void whoMissesAMustHaveDoesNotFit(String mustHave, int expected) {
        // When
        Fit fit = Fit.of(
                read(Map.of(
                        "mustHaves",
                        List.of(wish("must", mustHave)),
                        "conditions",
                        List.of(
                                wish("a", "profile.industry == 'Logistics'", 7),
                                wish("b", "profile.industry == 'Banking'", 7)))),
                LOGISTICS);

        // Then
        assertThat(fit.score()).contains(expected);
    }

    @Test
    void mustHavesAloneAreAllOrNothing() {
        assertThat(Fit.of(read(Map.of("mustHaves", List.of(wish("m", "'HR' in profile.domains")))), LOGISTICS)
                        .score())
                .contains(100);
    }

    @Test
    void fitIsNotKnown_withoutAProfileOrAnIdealOne() {
        IdealProfile ideal = read(Map.of("conditions", List.of(wish("a", "true", 1))));

        assertThat(Fit.of(ideal, Profile.UNKNOWN).score()).isEmpty();
        assertThat(Fit.of(IdealProfile.NONE, LOGISTICS).score()).isEmpty();
        assertThat(Fit.of(ideal, LOGISTICS).score()).contains(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "profile.headCount >= 200|headCount: 200|headCount：200",
                "has(profile.region) && profile.industry == 'x'|industry: Logistics; region: not known|industry：Logistics；region：未知",
                "profile.region == 'East'|region: not known|region：未知",
                "'HR' in profile.domains|domains: HR, finance|domains：HR、finance",
                "true|asks nothing of the profile|不涉及客户画像",
                "profile.headCount / 0 > 1|headCount: 200; could not be evaluated: / by zero|headCount：200；无法计算：/ by zero"
            })
    void reasonSaysWhatTheProfileSays_inBothLanguages(String when, String en, String zhCn) {
        // When
        Finding finding = Fit.of(read(Map.of("mustHaves", List.of(wish("m", when)))), LOGISTICS)
                .mustHaves()
                .get(0);

        // Then
        assertThat(finding.why(Language.EN)).contains(en);
        assertThat(finding.why(Language.ZH_CN)).contains(zhCn);
    }

    @Test
    void everyFaultIsNamedAtOnce_withItsPlace() {
        // When
        Optional<IdealProfile> ideal = IdealProfile.read(
                Map.of(
                        "wishes",
                        List.of(),
                        "mustHaves",
                        List.of(wish("Not Kebab", "reached.size() > 1"), wish("twice", "profile.colour == 'red'")),
                        "conditions",
                        List.of(
                                wish("twice", "profile.industry ==", 0),
                                wish("heavy", "profile.industry == 'x'", 101),
                                Map.of("id", "bare"))),
                faults);

        // Then
        assertThat(ideal).isEmpty();
        assertThat(faults)
                .extracting(Fault::pointer)
                .contains(
                        "/wishes",
                        "/mustHaves/0/id",
                        "/mustHaves/0/when",
                        "/mustHaves/1/when",
                        "/conditions/0/id",
                        "/conditions/0/when",
                        "/conditions/0/weight",
                        "/conditions/1/weight",
                        "/conditions/2/label",
                        "/conditions/2/when",
                        "/conditions/2/weight");
        assertThat(faults)
                .filteredOn(fault -> fault.pointer().equals("/mustHaves/0/when"))
                .allSatisfy(fault -> {
                    assertThat(fault.message()).contains("reached").endsWith("known here: profile");
                    assertThat(fault.position()).contains(new Fault.Position(1, 1));
                });
    }

    @ParameterizedTest
    @CsvSource({"20, 50, true", "21, 50, false", "20, 51, false"})
    void numberOfConditionsIsBounded(int mustHaves, int conditions, boolean accepted) {
        // Given
        List<Object> musts = new ArrayList<>();
        for (int i = 0; i < mustHaves; i++) {
            musts.add(wish("m-" + i, "true"));
        }
        List<Object> wishes = new ArrayList<>();
        for (int i = 0; i < conditions; i++) {
            wishes.add(wish("c-" + i, "true", 100));
        }

        // Then
        assertThat(IdealProfile.read(Map.of("mustHaves", musts, "conditions", wishes), faults))
                .matches(ideal -> ideal.isPresent() == accepted, "present " + accepted);
    }

    @Test
    void costOfAllTogetherIsBounded() {
        // Given: each some 1,000 steps, and none too many for itself
        String costly = "profile.domains.all(x, profile.interests.exists(y, x == y))";
        List<Object> wishes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            wishes.add(wish("c-" + i, "profile.domains.all(x, x != 'a' && x != 'b' && x != 'c' && x != 'd')", 1));
        }

        // Then
        assertThat(IdealProfile.read(Map.of("conditions", List.of(wish("c", costly, 1))), faults))
                .isEmpty();
        faults.clear();
        assertThat(IdealProfile.read(Map.of("conditions", wishes), faults)).isEmpty();
        assertThat(faults).extracting(Fault::message).singleElement().asString().contains("20000");
    }

    @Test
    void nothingIsWrittenByEmptyLists_andWhatIsWrittenIsReadAgain() {
        assertThat(read(Map.of())).isEqualTo(IdealProfile.NONE);
        assertThat(read(Map.of("mustHaves", List.of(), "conditions", List.of())).isEmpty())
                .isTrue();
        IdealProfile ideal = read(Map.of(
                "mustHaves", List.of(wish("m", "true")), "conditions", List.of(wish("a", "profile.headCount > 1", 3))));
        assertThat(read(ideal.toTree())).isEqualTo(ideal);
        IdealProfile.read(null, faults);
        IdealProfile.read(List.of(), faults);
        IdealProfile.read(Map.of("mustHaves", Collections.nCopies(2, 7)), faults);
        assertThat(faults).hasSizeGreaterThanOrEqualTo(4);
    }

    private IdealProfile read(Object tree) {
        Optional<IdealProfile> ideal = IdealProfile.read(tree, faults);
        assertThat(faults).isEmpty();
        return ideal.orElseThrow();
    }

    /** Conditions that weigh so much together; one weighs at most 100. */
    private static void spread(int weight, String when, List<Object> conditions) {
        for (int left = weight; left > 0; left -= 100) {
            conditions.add(wish("c-" + conditions.size(), when, Math.min(left, 100)));
        }
    }

    private static Map<String, Object> wish(String id, String when, int weight) {
        Map<String, Object> wish = wish(id, when);
        wish.put("weight", weight);
        return wish;
    }

    private static Map<String, Object> wish(String id, String when) {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("id", id);
        wish.put("label", Map.of("en", id));
        wish.put("when", when);
        return wish;
    }
}
