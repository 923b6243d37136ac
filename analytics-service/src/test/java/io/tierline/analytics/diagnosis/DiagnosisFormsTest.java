package io.tierline.analytics.diagnosis;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static io.tierline.analytics.fixtures.DirectoryEntries.team;
import static io.tierline.analytics.fixtures.Questions.cells;
import static io.tierline.analytics.fixtures.Questions.share;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Questions;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Funnel, diagnosis, leaderboard and screening as a table, in the reader's language, and as they are described. */
@QuarkusTest
class DiagnosisFormsTest {

    private static final String WEEK = "from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z";
    private static final String TENANT = "diagnosis-forms";

    @Inject
    Topic topic;

    // ---- as a table

    @ParameterizedTest
    @CsvSource({"rep, 3", "campaign, 2"})
    void funnelsTableSaysTheSame(String by, int groups) {
        deliverCalls();
        String question = "/v1/funnel?by=" + by + "&" + WEEK;
        JsonNode answer = Questions.answer(TENANT, question);

        List<String> lines = new ArrayList<>();
        for (JsonNode row : answer.get("rows")) {
            for (JsonNode stage : row.get("stages")) {
                lines.add(String.join(
                        ",",
                        cells(answer, "from", "to", "by"),
                        cells(row, "rep", "team", "campaign", "repName", "teamName"),
                        cells(stage, "stage", "count"),
                        share(stage.get("step"))));
            }
        }
        assertThat(lines).hasSize(groups * 7);
        assertThat(table(question)).containsExactlyElementsOf(withHeader("/v1/funnel", lines));
    }

    @ParameterizedTest
    @CsvSource({"rep=li.wei, too-few-calls", "team=west-2, no-weakness", "rep=nobody, nothing-to-compare"})
    void diagnosisTableSaysTheSame(String who, String finding) {
        deliverCalls();
        String question = "/v1/diagnosis?" + who + "&" + WEEK;
        JsonNode answer = Questions.answer(TENANT, question);

        List<String> lines = new ArrayList<>();
        for (JsonNode stage : answer.get("stages")) {
            lines.add(String.join(
                    ",",
                    cells(answer, "from", "to", "rep", "team", "name", "comparison", "finding", "stage", "moreDials"),
                    cells(stage, "stage"),
                    share(stage.get("own")),
                    share(stage.get("others")),
                    cells(stage, "difference", "differenceLow", "differenceHigh", "adjustedP", "verdict"),
                    cells(stage, "meetingsLostPerWeek")));
        }
        assertThat(answer.get("finding").asText()).isEqualTo(finding);
        assertThat(lines).hasSize(6);
        assertThat(table(question)).containsExactlyElementsOf(withHeader("/v1/diagnosis", lines));
    }

    @ParameterizedTest
    @CsvSource({"rep, 3", "campaign, 2"})
    void boardsTableSaysTheSame(String by, int groups) {
        deliverCalls();
        String question = "/v1/leaderboard?metric=lead&best=lowest&by=" + by + "&" + WEEK;
        JsonNode answer = Questions.answer(TENANT, question);

        List<String> lines = new ArrayList<>();
        for (JsonNode entry : answer.get("entries")) {
            lines.add(String.join(
                    ",",
                    cells(answer, "from", "to", "by", "metric", "metrics", "best"),
                    cells(entry, "place", "rep", "team", "campaign", "repName", "teamName"),
                    share(entry.get("share"))));
        }
        assertThat(lines).hasSize(groups);
        assertThat(table(question)).containsExactlyElementsOf(withHeader("/v1/leaderboard", lines));
    }

    @ParameterizedTest
    @CsvSource({"rep, 3", "campaign, 2"})
    void screeningsTableSaysTheSame(String by, int groups) {
        deliverCalls();
        String question = "/v1/screening?by=" + by + "&" + WEEK;
        JsonNode answer = Questions.answer(TENANT, question);

        List<String> lines = new ArrayList<>();
        for (JsonNode row : answer.get("rows")) {
            lines.add(String.join(
                    ",",
                    cells(answer, "from", "to", "by"),
                    cells(row, "rep", "team", "campaign", "repName", "teamName"),
                    cells(row, "firstCalls", "ruledOut", "qualified", "appointments", "open"),
                    share(row.get("screenedShare")),
                    share(row.get("qualifiedShare")),
                    share(row.get("appointmentShare"))));
        }
        assertThat(lines).hasSize(groups);
        assertThat(table(question)).containsExactlyElementsOf(withHeader("/v1/screening", lines));
    }

    // ---- in the reader's language

    @Test
    void stagesHaveTheNamesOfTheLanguageAskedFor() {
        deliverCalls();
        List<String> english = List.of(
                "Dialled", "Valid number", "Reached", "Stayed on the line", "Engaged", "Lead", "Meeting booked");
        List<String> chinese = List.of("外呼", "有效号码", "接通", "未挂线", "洽谈", "商机", "约访");
        String funnel = "/v1/funnel?by=company&" + WEEK;
        String diagnosis = "/v1/diagnosis?rep=li.wei&" + WEEK;

        for (String language : List.of("en", "zh-CN")) {
            List<String> names = language.equals("en") ? english : chinese;
            ask(language, funnel).then().statusCode(200).body("rows[0].stages.label", equalTo(names));
            ask(language, diagnosis).then().statusCode(200).body("stages.label", equalTo(names.subList(1, 7)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/metrics?", "/v1/funnel?by=company&", "/v1/diagnosis?rep=li.wei&", "/v1/best-hours?tz=UTC&"})
    void cachesKeepAnAnswerPerLanguage(String path) {
        for (String form : List.of("json", "csv")) {
            String question = path + "format=" + form + (path.contains("metrics") ? "" : "&" + WEEK);
            assertThat(ask("en", question)
                            .then()
                            .statusCode(200)
                            .extract()
                            .headers()
                            .getValues("Vary"))
                    .contains("Accept", "Accept-Language");
        }
    }

    // ---- as it is described

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/funnel      | by, format",
                "/v1/diagnosis   | format",
                "/v1/leaderboard | by, best, format",
                "/v1/screening   | by, format"
            })
    void apiIsDescribed(String path, String enumerations) throws IOException {
        // When
        JsonNode paths =
                Questions.read(given().get("/q/openapi?format=json").asString()).get("paths");
        JsonNode operation = paths.get(path).get("get");

        // Then: refusals are told as everywhere
        for (String status : List.of("401", "403", "406", "422")) {
            assertThat(operation.get("responses").get(status))
                    .isNotNull()
                    .isEqualTo(
                            paths.get("/v1/rates").get("get").get("responses").get(status));
        }
        assertThat(operation.at("/responses/200/content").properties())
                .extracting(content -> content.getKey())
                .containsExactlyInAnyOrder("application/json", "text/csv");
        assertThat(operation.get("parameters")).allSatisfy(parameter -> {
            assertThat(parameter.path("description").asText()).isNotEmpty();
            if (List.of(enumerations.split(", ")).contains(parameter.get("name").asText())) {
                assertThat(parameter.at("/schema/enum")).isNotEmpty();
            }
        });
        assertThat(operation.get("parameters").findValuesAsText("name")).contains(enumerations.split(", "));
        // And the columns of the table stand in both documents as the table has them
        String columns = headerOf(path).replace(",", ", ");
        assertThat(operation.get("description").asText()).contains(columns);
        assertThat(Files.readString(Path.of("README.md")).replace("`", "").replaceAll("\\s+", " "))
                .contains(columns);
    }

    /** Two reps of a team and one of another, in two campaigns; no two numbers of a row are the same by chance. */
    private void deliverCalls() {
        topic.deliverToDirectory(TENANT, rep("li.wei", "Li Wei"), team("east-1", "East 1"));
        List<CallOutcomes> calls = new ArrayList<>();
        Map.of("NA", 4, "WN", 1, "CUT", 3, "RJ", 1, "NO_NEED", 3, "D", 1, "C", 1)
                .forEach((outcome, number) -> made(calls, "li.wei", "east-1", "expo-2026", outcome, number));
        Map.of("NA", 2, "CUT", 1, "RJ", 2, "NO_NEED", 2, "D", 3, "C", 3)
                .forEach((outcome, number) -> made(calls, "zhang.min", "east-1", "fair-2026", outcome, number));
        Map.of("RJ", 1, "D", 2, "C", 9)
                .forEach((outcome, number) -> made(calls, "sun.jing", "west-2", "fair-2026", outcome, number));
        topic.deliver(TENANT, calls);
    }

    private static void made(
            List<CallOutcomes> calls, String rep, String team, String campaign, String outcome, int number) {
        for (int i = 0; i < number; i++) {
            String id = rep + "-" + outcome + "-" + i;
            calls.add(
                    call(id).customer(id).rep(rep).team(team).campaign(campaign).outcome(outcome));
        }
    }

    private static String headerOf(String path) {
        return switch (path) {
            case "/v1/funnel" ->
                "from,to,by,rep,team,campaign,repName,teamName,stage,count,value,numerator,denominator," + "low,high";
            case "/v1/diagnosis" ->
                "from,to,rep,team,name,comparison,finding,weakestStage,moreDials,stage,ownValue,"
                        + "ownNumerator,ownDenominator,ownLow,ownHigh,othersValue,othersNumerator,othersDenominator,"
                        + "othersLow,othersHigh,difference,differenceLow,differenceHigh,adjustedP,verdict,"
                        + "meetingsLostPerWeek";
            case "/v1/leaderboard" ->
                "from,to,by,metric,metrics,best,place,rep,team,campaign,repName,teamName,value,"
                        + "numerator,denominator,low,high";
            case "/v1/screening" ->
                "from,to,by,rep,team,campaign,repName,teamName,firstCalls,ruledOut,qualified,"
                        + "appointments,open,screenedValue,screenedNumerator,screenedDenominator,screenedLow,screenedHigh,"
                        + "qualifiedValue,qualifiedNumerator,qualifiedDenominator,qualifiedLow,qualifiedHigh,"
                        + "appointmentValue,appointmentNumerator,appointmentDenominator,appointmentLow,appointmentHigh";
            default -> throw new IllegalArgumentException(path);
        };
    }

    private static List<String> withHeader(String path, List<String> lines) {
        List<String> table = new ArrayList<>(List.of(headerOf(path)));
        table.addAll(lines);
        return table;
    }

    private static List<String> table(String question) {
        return Questions.ask(TENANT, question + "&format=csv")
                .then()
                .statusCode(200)
                .contentType(equalTo("text/csv;charset=UTF-8"))
                .extract()
                .asString()
                .lines()
                .toList();
    }

    private static Response ask(String language, String question) {
        return given().auth()
                .oauth2(Tokens.of(TENANT, "bi"))
                .header("Accept-Language", language)
                .urlEncodingEnabled(false)
                .get(question);
    }
}
