package io.tierline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayOfCallsTest {
    private static final WorkingDay DAY = new WorkingDay(LocalDate.of(2026, 11, 23));

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:59:59Z, 2026-11-22", // 17:59:59 in Shanghai
        "2026-11-23T10:00:00Z, 2026-11-23",
        "2026-11-23T15:59:59Z, 2026-11-23", // a second before midnight there
        "2026-11-23T16:00:00Z, 2026-11-23",
    })
    void theLastDayThatIsOverIsPlayed(Instant now, LocalDate played) {
        assertThat(WorkingDay.lastOver(now)).isEqualTo(new WorkingDay(played));
    }

    @Test
    void theSameDayIsTheSameCalls() {
        assertThat(new DayOfCalls(DAY).calls()).isEqualTo(new DayOfCalls(DAY).calls());
    }

    @Test
    void twoTeamsOfFourMakeSeveralHundredCalls_withEveryOutcome() {
        List<ObjectNode> calls = new DayOfCalls(DAY).calls();

        assertThat(calls).hasSizeBetween(300, 900);
        assertThat(texts(calls, "callId")).hasSameSizeAs(calls);
        assertThat(texts(calls, "team")).containsExactlyInAnyOrder("east-1", "west-2");
        assertThat(texts(calls, "rep")).hasSize(8);
        assertThat(texts(calls, "outcome")).containsExactlyInAnyOrderElementsOf(DayOfCalls.OUTCOMES);
    }

    @Test
    void callsAreMadeInWorkingHours() {
        assertThat(new DayOfCalls(DAY).calls()).allSatisfy(call -> {
            OffsetDateTime started = OffsetDateTime.parse(call.get("startedAt").asText());
            assertThat(started.toLocalDate()).isEqualTo(DAY.date());
            assertThat(started.toLocalTime())
                    .isBetween(LocalTime.of(9, 0), LocalTime.of(18, 0))
                    .matches(time -> time.isBefore(LocalTime.of(12, 0)) || !time.isBefore(LocalTime.of(13, 30)));
        });
    }

    @Test
    void expectedCountsAreARecountOfTheCalls_untilTheyAreCorrected() {
        DayOfCalls day = new DayOfCalls(DAY);
        assertThat(day.expected()).isEqualTo(recount(day.calls()));

        List<DayOfCalls.Correction> corrections = day.correct();

        Map<String, ObjectNode> calls = day.calls().stream()
                .collect(Collectors.toMap(call -> call.get("callId").asText(), call -> call));
        corrections.forEach(correction -> calls.get(correction.callId()).setAll(correction.summary()));
        assertThat(day.expected()).isEqualTo(recount(List.copyOf(calls.values())));
        assertThat(corrections).extracting(DayOfCalls.Correction::callId).doesNotHaveDuplicates();
    }

    @Test
    void storiesTellTheirTimesRelativeToTheDay() {
        Story story = Story.on(DAY).get(0);

        assertThat(story.customer()).isEqualTo("hengtai-freight-1123");
        assertThat(story.lastTier()).isEqualTo("A");
        JsonNode call = story.steps().get(1).call();
        assertThat(call.get("startedAt").asText()).isEqualTo("2026-11-23T10:42:00+08:00");
        assertThat(call.get("meetingAt").asText()).isEqualTo("2026-11-24T14:00:00+08:00");
        assertThat(story.steps().get(3).learned().get("decisionDate").asText()).isEqualTo("2026-11-28");
        assertThat(story.steps().get(3).learned().get("observedAt").asText()).isEqualTo("2026-11-23T17:05:00+08:00");
    }

    private static Map<String, Map<String, Integer>> recount(List<ObjectNode> calls) {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        for (ObjectNode call : calls) {
            String withoutOutcome =
                    call.at("/telephony/result").asText().equals("SYSTEM_FAILURE") ? "failed" : "pending";
            counts.computeIfAbsent(call.get("rep").asText(), rep -> new HashMap<>())
                    .merge(call.path("outcome").asText(withoutOutcome), 1, Integer::sum);
        }
        // Kinds that a rep has none of, or none any more, are no difference.
        new DayOfCalls(DAY)
                .expected()
                .forEach((rep, kinds) ->
                        kinds.keySet().forEach(kind -> counts.get(rep).putIfAbsent(kind, 0)));
        return counts;
    }

    private static Set<String> texts(List<ObjectNode> calls, String member) {
        Set<String> texts = new HashSet<>();
        calls.stream()
                .map(call -> call.path(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .forEach(texts::add);
        return texts;
    }
}
