package io.tierline.grading.standards.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tierline.grading.standards.domain.Fault.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelExpressionsTest {

    private final List<Fault> faults = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "reached.size() == 2 && 'EB' in reached              ; true",
                "reached.filter(role, role in approving).size() >= 1 ; true",
                "reached.exists(role, role in opposing)              ; false",
                "reached.all(role, role in approving)                ; false",
                "reached.exists_one(role, role == 'UB')              ; true",
                "decisionRoles.all(role, role in approving)          ; true",
                "quote in ['negotiating', 'confirmed']               ; true",
                "budget == 'confirmed' || followUpAgreed             ; false",
                "hasDecisionDate && daysToDecision <= 7              ; true",
                "outcomes.C + outcomes['D'] >= 3                     ; true",
                "profile.industry == 'steel'                         ; true",
                "profile.headCount > 100.5                           ; true",
                "has(profile.region) && profile.region == 'Jiangsu'  ; false",
                "profile.domains.exists(domain, domain == 'legal')   ; true",
                "profile.industry.matches('^st')                     ; true",
            })
    void conditionIsEvaluated(String source, boolean met) {
        // Given
        Map<String, Object> values = Standards.unknownCustomer();
        values.put("reached", List.of("EB", "UB"));
        values.put("approving", List.of("EB"));
        values.put("decisionRoles", List.of("EB"));
        values.put("quote", "negotiating");
        values.put("hasDecisionDate", true);
        values.put("daysToDecision", 7L);
        values.put("outcomes", Map.of("C", 1L, "D", 2L));
        values.put("profile", Map.of("industry", "steel", "headCount", 101L, "domains", List.of("HR", "legal")));

        // When
        Verdict verdict = CelExpressions.compile(source).evaluate(values);

        // Then
        assertThat(verdict.met()).isEqualTo(met);
        assertThat(verdict).isNotInstanceOf(Verdict.Failed.class);
    }

    @Test
    void onlyTheReadableVariablesAreKnown_whenTheyAreRestricted() {
        // When
        var expression = CelExpressions.compile(
                "profile.industry == 'steel' && reached.size() > 0", "/when", Set.of(Variable.PROFILE), faults);

        // Then
        assertThat(expression).isEmpty();
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.message())
                        .isEqualTo("undeclared reference to 'reached'; known here: profile"));
        assertThat(CelExpressions.compile("profile.industry == 'steel'", "", Set.of(Variable.PROFILE), faults))
                .isPresent();
    }

    @Test
    void everyFaultIsFound_withItsPosition() {
        // When
        var expression =
                CelExpressions.compile("colour == 'red' &&\n  size > 3 ||\n  teh.size() == 1", "/when", faults);

        // Then
        assertThat(expression).isEmpty();
        assertThat(faults).extracting(Fault::pointer).containsOnly("/when");
        assertThat(faults)
                .extracting(Fault::position)
                .containsExactly(
                        Optional.of(new Position(1, 1)),
                        Optional.of(new Position(2, 3)),
                        Optional.of(new Position(3, 3)));
        assertThat(faults.get(0).message())
                .contains("undeclared reference to 'colour'")
                .contains("known here: reached, approving,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\f", "\u000b", "\u0085", "\u2028"})
    void faultHasItsPosition_whateverSeparatesTheLines(String separator) {
        // When
        CelExpressions.compile("true ||" + separator + " colour == 'red'", "/when", faults);

        // Then
        assertThat(faults)
                .isNotEmpty()
                .allSatisfy(fault ->
                        assertThat(fault.position().orElseThrow().line()).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                // expression; column; part of the message
                "reached.size() == 'x'            ; 16 ; no matching overload",
                "reached.size()                   ; 13 ; expected type 'bool' but found 'int'",
                "reached.length() == 3            ; 15 ; known here: size, contains",
                "hasDecisionDate and true         ; 17 ; mismatched input 'and'",
                "competitors == 'ruled out'       ; 16 ; known here: unknown, known, ruled-out",
                "'offered' == quot                ; 14 ; undeclared reference to 'quot'",
                "'signed' != quote                ; 1  ; known here: none, offered, negotiating, confirmed",
                "procurement in ['clear', 'done'] ; 26 ; known here: unknown, clear, started",
                "'CFO' in approving               ; 1  ; known here: EB, UB, TB",
                "outcomes.HUNG_UP > 2             ; 9  ; known here: NA, WN, BL",
                "outcomes['X'] > 2                ; 10 ; known here: NA, WN, BL",
                "profile.indsutry == 'steel'      ; 8  ; known here: industry, region",
                "budget.matches('[')              ; 16 ; missing closing ]",
                "budget.matches(quote)            ; 15 ; has to be written out",
                "'a' + 'b' == 'ab'                ; 5  ; + adds numbers",
                "reached.exists(quote, true)      ; 15 ; is a variable",
                "[reached].exists(x, true)        ; 2  ; only constants",
                "{'a': 1}.size() == 1             ; 1  ; cannot be written here",
                "dyn(1) == 1                      ; 4  ; undeclared reference to 'dyn'",
                "reached.map(r, r).size() == 1    ; 12 ; undeclared reference to 'map'",
            })
    void faultIsRefused_whenItIsWritten(String source, int column, String message) {
        // When
        var expression = CelExpressions.compile(source, "/when", faults);

        // Then
        assertThat(expression).isEmpty();
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.position()).contains(new Position(1, column));
            assertThat(fault.message()).contains(message);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Would take ages, or all memory, if they ran.
                "reached.all(a, reached.all(b, reached.all(c, reached.all(d, reached.all(e, reached.all(f, true))))))",
                "profile.domains.all(a, profile.domains.all(b, profile.domains.all(c, true)))",
                "[reached].exists(a, [[a, a]].exists(b, [[b, b]].exists(c, [[c, c]] == [[c, c]])))",
                "budget.matches('((a{50}){50}){50}')",
                "'x'.matches('(x+x+)+y') && 'x'.matches('(((a|b)*c)*d)*{999}')",
            })
    void runawayExpressionIsRefused_whenItIsWritten(String source) {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            // When
            var expression = CelExpressions.compile(source, "/when", faults);

            // Then
            assertThat(expression).isEmpty();
            assertThat(faults).isNotEmpty();
        });
    }

    @Test
    void sizeAndDepthAreLimited() {
        // When
        CelExpressions.compile("true" + " || true".repeat(200), "/long", faults);
        CelExpressions.compile("1" + " + 1".repeat(200) + " == 1", "/deep", faults);
        CelExpressions.compile("[" + "1, ".repeat(300) + "1].all(x, x == 1)", "/wide", faults);

        // Then
        assertThat(faults)
                .extracting(Fault::pointer, Fault::message)
                .satisfiesExactly(
                        tooLong -> assertThat(tooLong.toString()).contains("/long", "limit 1000"),
                        tooDeep -> assertThat(tooDeep.toString()).contains("/deep", "recursion limit"),
                        tooWide -> assertThat(tooWide.toString()).contains("/wide", "at most 2000 are allowed"));
    }

    @Test
    void evaluationIsStopped_whenAProfileListIsLongerThanAssumed() {
        // Given
        Expression expression = CelExpressions.compile("profile.domains.all(domain, domain != 'x')");
        Map<String, Object> values = Standards.unknownCustomer();
        values.put(
                "profile",
                Map.of(
                        "domains",
                        IntStream.range(0, 100_000).mapToObj(String::valueOf).toList()));

        // When
        Verdict verdict = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> expression.evaluate(values));

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Failed("Iteration budget exceeded: 1000"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "profile.region == 'Jiangsu'              ; 'region' is not known",
                "reached[0] == 'EB'                       ; Index out of bounds: 0",
                "1 / daysToDecision == 1                  ; / by zero",
                "daysToDecision - 9223372036854775807 - 2 > 0 ; long overflow",
                "profile.headCount                        ; the result is neither true nor false but 120",
            })
    void errorCountsAsNotMet_andIsSaidInWords(String source, String reason) {
        // Given
        Map<String, Object> values = Standards.unknownCustomer();
        values.put("profile", Map.of("headCount", 120L));

        // When
        Verdict verdict = CelExpressions.compile(source).evaluate(values);

        // Then
        assertThat(verdict.met()).isFalse();
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.reason()).contains(reason));
    }

    @Test
    void expressionKnowsWhatItReads() {
        // When
        Expression expression = CelExpressions.compile("approving.exists(r, r in reached) && has(profile.industry)");

        // Then
        assertThat(expression.reads()).containsExactly(Variable.REACHED, Variable.APPROVING, Variable.PROFILE);
    }

    @Test
    void everyVariableIsDeclared() {
        for (Variable variable : Variable.values()) {
            // Given
            String source = switch (variable.type()) {
                case ROLES, COUNTS, PROFILE -> variable.code() + ".size() == 0";
                case TEXT -> variable.code() + " == '" + variable.words().get(0) + "'";
                case YES_OR_NO -> "!" + variable.code();
                case WHOLE_NUMBER -> variable.code() + " == 0";
            };

            // When
            Expression expression = CelExpressions.compile(source);

            // Then
            assertThat(expression.evaluate(Standards.unknownCustomer()).met()).isTrue();
            assertThat(expression.reads()).containsExactly(variable);
        }
    }
}
