package io.tierline.grading.customers.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.standards.domain.Fault;
import io.tierline.grading.standards.domain.ProfileFields;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CustomerProfileTest {

    @Test
    void expressionsKnowEveryField_andNoOther() {
        assertThat(Arrays.stream(ProfileField.values()).map(ProfileField::code))
                .containsExactlyElementsOf(ProfileFields.NAMES);
    }

    @Test
    void everythingThatIsSaidIsKept() {
        // When
        CustomerProfile profile = Profiles.read(Profiles.full());

        // Then
        assertThat(profile.values()).hasSize(ProfileField.values().length);
        assertThat(Profiles.read(profile.toTree())).isEqualTo(profile);
        assertThat(profile.fields())
                .containsEntry("industry", "software")
                .containsEntry("headCount", 120L)
                .containsEntry("marketShare", 12.5)
                .containsEntry("usualBudget", 200_000.0)
                .containsEntry("domains", List.of("HR", "finance"));
    }

    @Test
    void whatIsNotSaidIsNotThere() {
        assertThat(Profiles.read(null)).isEqualTo(CustomerProfile.UNKNOWN);
        assertThat(Profiles.read(Map.of("needs", Map.of("goals", List.of())))).isEqualTo(CustomerProfile.UNKNOWN);
        assertThat(CustomerProfile.UNKNOWN.toTree()).isEmpty();
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        // When
        List<Fault> faults = Profiles.faultsOf(Map.of(
                "background", Map.of("stage", "booming", "headCount", "12", "colour", "red"),
                "coverage", Map.of("domains", List.of("HR", "HR"), "leadDomain", "finance"),
                "source", "online",
                "persons", Map.of()));

        // Then
        assertThat(faults)
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder(
                        "/background/stage",
                        "/background/headCount",
                        "/background/colour",
                        "/coverage/domains/1",
                        "/coverage/leadDomain",
                        "/source",
                        "/persons");
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("background", "industry", "x".repeat(200), true),
                Arguments.of("background", "industry", "x".repeat(201), false),
                Arguments.of("background", "industry", " ", false),
                Arguments.of("background", "headCount", 0, true),
                Arguments.of("background", "headCount", -1, false),
                Arguments.of("background", "headCount", 100_000_000, true),
                Arguments.of("background", "headCount", 100_000_001, false),
                Arguments.of("background", "headCount", 1.5, false),
                Arguments.of("background", "marketShare", 0, true),
                Arguments.of("background", "marketShare", 100, true),
                Arguments.of("background", "marketShare", new BigDecimal("100.01"), false),
                Arguments.of("background", "marketShare", new BigDecimal("1e999"), false),
                Arguments.of("background", "marketShare", -0.01, false),
                Arguments.of("decision", "decisionPeriodDays", 3_650, true),
                Arguments.of("decision", "decisionPeriodDays", 3_651, false),
                Arguments.of("competition", "reasonNothingBought", "x".repeat(2_000), true),
                Arguments.of("competition", "reasonNothingBought", "x".repeat(2_001), false),
                Arguments.of("needs", "goals", texts(50), true),
                Arguments.of("needs", "goals", texts(51), false),
                Arguments.of("needs", "goals", "one", false),
                Arguments.of("needs", "urgency", "urgent", true),
                Arguments.of("needs", "urgency", "Urgent", false),
                Arguments.of("decision", "decisionProcess", "EB+UB+TB", true),
                Arguments.of("decision", "decisionProcess", "UB", false));
    }

    @ParameterizedTest
    @MethodSource("values")
    void boundsOfValuesHold(String section, String field, Object value, boolean allowed) {
        assertThat(Profiles.faultsOf(Profiles.with(section, field, value)).isEmpty())
                .isEqualTo(allowed);
    }

    static Stream<Arguments> coverages() {
        return Stream.of(
                Arguments.of(Map.of("domains", List.of("HR", "legal"), "leadDomain", "legal"), true),
                Arguments.of(Map.of("domains", List.of("HR", "legal")), false),
                Arguments.of(Map.of("domains", List.of("HR"), "leadDomain", "legal"), false),
                Arguments.of(Map.of("leadDomain", "legal"), false),
                Arguments.of(Map.of("domains", List.of()), true),
                Arguments.of(Map.of(), true));
    }

    @ParameterizedTest
    @MethodSource("coverages")
    void exactlyOneOfTheDomainsLeads(Map<String, Object> coverage, boolean allowed) {
        assertThat(Profiles.faultsOf(Map.of("coverage", coverage)).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void gapsAreFilledFromAnother_coverageAsAWhole() {
        // Given
        CustomerProfile one = Profiles.read(Map.of(
                "background", Map.of("industry", "software"),
                "coverage", Map.of("domains", List.of("legal"), "leadDomain", "legal")));

        // When
        CustomerProfile both = one.orElse(Profiles.read(Profiles.full()));

        // Then
        assertThat(both.fields())
                .containsEntry("industry", "software")
                .containsEntry("region", "上海")
                .containsEntry("domains", List.of("legal"))
                .containsEntry("leadDomain", "legal");
        assertThat(Profiles.faultsOf(both.toTree())).isEmpty();
    }

    private static List<String> texts(int number) {
        return IntStream.range(0, number).mapToObj(i -> "goal " + i).toList();
    }
}
