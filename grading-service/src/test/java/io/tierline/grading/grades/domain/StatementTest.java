package io.tierline.grading.grades.domain;

import static io.tierline.grading.grades.domain.Field.COMPETITORS;
import static io.tierline.grading.grades.domain.Field.DECISION_DATE;
import static io.tierline.grading.grades.domain.Field.EB_NEED;
import static io.tierline.grading.grades.domain.Field.EB_OBJECTIONS;
import static io.tierline.grading.grades.domain.Field.EB_STANCE;
import static io.tierline.grading.grades.domain.Field.FOLLOW_UP_AGREED;
import static io.tierline.grading.grades.domain.Field.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.standards.domain.Fault;
import io.tierline.grading.standards.domain.Standards;
import io.tierline.grading.standards.domain.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {

    private final List<Fault> faults = new ArrayList<>();

    @Test
    void memberThatIsAbsentIsSilent() {
        // When
        Statement statement =
                read("{\"keyPersons\": {\"EB\": {\"stance\": \"reached\"}, \"UB\": {}}, \"quote\": \"offered\"}");

        // Then
        assertThat(faults).isEmpty();
        assertThat(statement.says()).isEqualTo(Map.of(EB_STANCE, "reached", QUOTE, "offered"));
    }

    @Test
    void nullSaysThatNothingIsKnown() {
        // When
        Statement statement =
                read("{\"competitors\": null, \"quote\": null, \"decisionDate\": null, \"followUpAgreed\": null}");

        // Then
        assertThat(faults).isEmpty();
        assertThat(statement.says())
                .isEqualTo(Map.of(
                        COMPETITORS, "unknown", QUOTE, "none", DECISION_DATE, "unknown", FOLLOW_UP_AGREED, "false"));
    }

    @Test
    void nullForAKeyPersonSaysSoForEverythingBelow() {
        // When
        Statement statement = read("{\"keyPersons\": {\"EB\": null}}");

        // Then
        assertThat(statement.says())
                .isEqualTo(Map.of(EB_STANCE, "unknown", EB_NEED, "unknown", EB_OBJECTIONS, "unknown"));
    }

    @Test
    void nullForTheKeyPersonsSaysSoForAllOfThem() {
        // When
        Statement statement = read("{\"keyPersons\": null}");

        // Then
        assertThat(statement.says())
                .hasSize(9)
                .allSatisfy((field, value) -> assertThat(value).isEqualTo("unknown"));
    }

    @Test
    void absentQualificationIsSilent() {
        // When
        Statement statement = Statement.read(null, "/qualification", faults);

        // Then
        assertThat(statement).isEqualTo(Statement.SILENT);
        assertThat(faults).isEmpty();
    }

    @Test
    void everyFaultIsFoundAtOnce_withItsPointer() {
        // When
        Statement.read(Standards.parse("""
                        {"keyPersons": {"EB": {"stance": "aproves", "mood": "good"}, "CFO": {}, "UB": "reached", "TB": {"need": 3}},
                         "competitors": true, "budget": "1000", "procurement": {}, "quote": [], "decisionDate": "2026-02-30",
                         "followUpAgreed": "true", "colour/~": null}
                        """), "/qualification", faults);

        // Then
        assertThat(faults)
                .containsExactlyInAnyOrder(
                        Fault.at(
                                "/qualification/keyPersons/EB/stance",
                                "'aproves' is not allowed; allowed: unknown, reached, approves, opposes"),
                        Fault.at(
                                "/qualification/keyPersons/EB/mood",
                                "is not known; known here: stance, need, objections"),
                        Fault.at("/qualification/keyPersons/CFO", "is not known; known here: EB, UB, TB"),
                        Fault.at("/qualification/keyPersons/UB", "must be an object, not a text"),
                        Fault.at(
                                "/qualification/keyPersons/TB/need",
                                "must be one of unknown, known, confirmed, not the number 3"),
                        Fault.at(
                                "/qualification/competitors",
                                "must be one of unknown, known, ruled-out, not true or false"),
                        Fault.at("/qualification/budget", "'1000' is not allowed; allowed: unknown, confirmed"),
                        Fault.at("/qualification/procurement", "must be one of unknown, clear, started, not an object"),
                        Fault.at(
                                "/qualification/quote",
                                "must be one of none, offered, negotiating, confirmed, not a list"),
                        Fault.at(
                                "/qualification/decisionDate",
                                "must be a date of the calendar such as 2026-12-01, or null"),
                        Fault.at("/qualification/followUpAgreed", "must be true or false, not a text"),
                        Fault.at(
                                "/qualification/colour~1~0",
                                "is not known; known here: keyPersons, competitors, budget, procurement, quote,"
                                        + " decisionDate, followUpAgreed"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01, true", "2028-02-29, true", "2027-02-29, false", "2026-13-01, false", "2026-12-1, false",
        "01.12.2026, false", "2026-12-01T00:00:00Z, false", "+12026-12-01, false", "0000-01-01, false",
                "unknown, false",
    })
    void decisionDateIsADateOfTheCalendar(String date, boolean accepted) {
        // When
        read("{\"decisionDate\": \"" + date + "\"}");

        // Then
        assertThat(faults.isEmpty()).isEqualTo(accepted);
    }

    @Test
    void treeOfAStatementReadsAsTheSameStatement() {
        // Given
        Statement statement = new Statement(
                Map.of(EB_STANCE, "opposes", QUOTE, "none", DECISION_DATE, "unknown", FOLLOW_UP_AGREED, "true"));

        // When
        Statement again = Statement.read(statement.toTree(), "", faults);

        // Then
        assertThat(faults).isEmpty();
        assertThat(again).isEqualTo(statement);
        assertThat(statement.toTree()).containsOnlyKeys("keyPersons", "quote", "decisionDate", "followUpAgreed");
    }

    @Test
    void fieldsAndVariablesUseTheSameWords() {
        for (Variable variable : List.of(Variable.COMPETITORS, Variable.BUDGET, Variable.PROCUREMENT, Variable.QUOTE)) {
            assertThat(Field.valueOf(variable.name()).codes()).isEqualTo(variable.words());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EB_STANCE, unknown, false",
        "EB_STANCE, reached, true",
        "EB_STANCE, approves, true",
        "EB_STANCE, opposes, false",
        "UB_NEED, unknown, false",
        "UB_NEED, known, true",
        "UB_NEED, confirmed, true",
        "TB_OBJECTIONS, unknown, false",
        "TB_OBJECTIONS, none, false",
        "TB_OBJECTIONS, open, false",
        "TB_OBJECTIONS, handled, true",
        "TB_OBJECTIONS, settled, true",
        "COMPETITORS, unknown, false",
        "COMPETITORS, known, true",
        "COMPETITORS, ruled-out, true",
        "BUDGET, unknown, false",
        "BUDGET, confirmed, true",
        "PROCUREMENT, unknown, false",
        "PROCUREMENT, clear, true",
        "PROCUREMENT, started, true",
        "QUOTE, none, false",
        "QUOTE, offered, true",
        "QUOTE, negotiating, true",
        "QUOTE, confirmed, true",
        "DECISION_DATE, unknown, false",
        "DECISION_DATE, 2026-12-01, true",
        "FOLLOW_UP_AGREED, false, false",
        "FOLLOW_UP_AGREED, true, true",
    })
    void positiveIsWhatMovesTheSaleOn(Field field, String value, boolean positive) {
        assertThat(field.isPositive(value)).isEqualTo(positive);
    }

    @Test
    void fieldsHaveThePointersOfTheApi() {
        assertThat(Field.values())
                .extracting(Field::pointer)
                .contains("/keyPersons/EB/stance", "/keyPersons/TB/objections", "/decisionDate", "/followUpAgreed")
                .hasSize(15)
                .doesNotHaveDuplicates();
    }

    private Statement read(String json) {
        return Statement.read(Standards.parse(json), "", faults);
    }
}
