package io.tierline.grading.deals.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.standards.domain.Label;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonListTest {

    private static final ClosingReasons REASONS = new ClosingReasons(List.of(
            new ClosingReason("price", Set.of(Result.WON, Result.LOST), new Label("Price", "价格"), true),
            new ClosingReason("fashion", Set.of(Result.LOST), new Label("Fashion", "潮流"), false)));

    @Test
    void reasonExplainsTheResultsThatItIsFor() {
        assertThat(REASONS.faultOf("price", Result.WON, code -> false)).isEmpty();
        assertThat(REASONS.faultOf("price", Result.LOST, code -> false)).isEmpty();
        assertThat(REASONS.faultOf("price", Result.DISQUALIFIED, code -> true))
                .hasValueSatisfying(fault -> assertThat(fault).contains("not for this result"));
    }

    @Test
    void faultNamesWhatThereIs() {
        assertThat(REASONS.faultOf("prise", Result.LOST, code -> true))
                .contains("is not in the list of reasons; for lost there are price");
    }

    @Test
    void reasonOutOfUseMayStay_whereItIsGivenAlready() {
        assertThat(REASONS.faultOf("fashion", Result.LOST, code -> false))
                .hasValueSatisfying(fault -> assertThat(fault).contains("not used any more"));
        assertThat(REASONS.faultOf("fashion", Result.LOST, "fashion"::equals)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyResultHasReasonsToStartWith(Result result) {
        assertThat(ClosingReasons.DEFAULT.all())
                .anyMatch(reason -> reason.results().contains(result));
        assertThat(ClosingReasons.DEFAULT.faultOf("other", result, code -> false))
                .isEmpty();
    }

    @Test
    void listToStartWithNamesNoCodeTwice_andSpeaksBothLanguages() {
        assertThat(ClosingReasons.DEFAULT.codes()).hasSameSizeAs(ClosingReasons.DEFAULT.all());
        assertThat(ClosingReasons.DEFAULT.all())
                .allSatisfy(reason -> assertThat(reason.label().zhCn())
                        .isNotBlank()
                        .isNotEqualTo(reason.label().en()));
    }
}
