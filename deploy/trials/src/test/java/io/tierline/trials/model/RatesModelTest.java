package io.tierline.trials.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Calls;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RatesModelTest {
    /** When the only call of the history that counts began. */
    private static final Instant STARTED = Instant.parse("2026-11-23T01:30:00Z");

    private static List<String> violations(UnaryOperator<ObjectNode> rates, UnaryOperator<ObjectNode> series)
            throws Exception {
        try (Answers answers = new Answers()) {
            answers.on("/v1/rates", uri -> rates.apply(rates(uri)).toString())
                    .on("/v1/rates/series", uri -> series.apply(series()).toString());
            return new RatesModel(Histories.ofTwoCalls(), 7, Duration.ZERO).check(tenant -> answers.api());
        }
    }

    @Test
    void nothingIsWrong_whenRatesAreARecount() throws Exception {
        assertThat(violations(rates -> rates, series -> series)).isEmpty();
    }

    @Test
    void callThatIsNotCountedIsFound() throws Exception {
        assertThat(violations(rates -> rates.set("rows", Api.JSON.createArrayNode()), series -> series))
                .singleElement()
                .asString()
                .startsWith("rates of trial-a: /v1/rates?by=rep");
    }

    @Test
    void callThatIsCountedTwiceIsFound() throws Exception {
        assertThat(violations(
                        rates -> {
                            rates.get("rows").forEach(row -> ((ObjectNode) row).put("talkSeconds", 190));
                            return rates;
                        },
                        series -> series))
                .singleElement()
                .asString()
                .contains("talk");
    }

    @Test
    void pointThatIsMissingIsFound() throws Exception {
        assertThat(violations(rates -> rates, series -> series.set("series", Api.JSON.createArrayNode())))
                .singleElement()
                .asString()
                .contains("points for 0 calls instead of 1");
    }

    private static ObjectNode rates(URI asked) {
        Map<String, String> query = Arrays.stream(asked.getQuery().split("&"))
                .map(part -> part.split("="))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        boolean counted = !query.get("direction").equals("inbound")
                && !STARTED.isBefore(Instant.parse(query.get("from")))
                && STARTED.isBefore(Instant.parse(query.get("to")));
        ObjectNode answer = Api.JSON.createObjectNode();
        var rows = answer.putArray("rows");
        if (counted) {
            rows.add(row());
        }
        return answer;
    }

    private static ObjectNode series() {
        ObjectNode answer = Api.JSON.createObjectNode();
        ObjectNode ofTeam = answer.putArray("series").addObject().put("team", "east@trial-a");
        ofTeam.putArray("points").add(row().put("from", "2026-11-23T01:00:00Z").put("to", "2026-11-23T02:00:00Z"));
        return answer;
    }

    private static ObjectNode row() {
        ObjectNode row = Api.JSON
                .createObjectNode()
                .put("rep", "li@trial-a")
                .put("team", "east@trial-a")
                .putNull("campaign");
        ObjectNode counts = row.putObject("counts");
        Calls.OUTCOMES.forEach(outcome -> counts.put(outcome, outcome.equals("NO_NEED") ? 1 : 0));
        row.put("dials", 1)
                .put("reached", 1)
                .put("engaged", 1)
                .put("pending", 0)
                .put("failed", 0);
        row.put("talkSeconds", 95);
        ObjectNode rates = row.putObject("rates");
        for (String id : List.of("contact", "validContact", "engagement")) {
            rates.putObject(id)
                    .put("numerator", 1)
                    .put("denominator", 1)
                    .put("value", 1)
                    .put("low", 0.2065493)
                    .put("high", 1);
        }
        for (String id : List.of("invalid", "hangUp", "conversion", "lead")) {
            rates.putObject(id)
                    .put("numerator", 0)
                    .put("denominator", 1)
                    .put("value", 0)
                    .put("low", 0)
                    .put("high", 0.7934507);
        }
        return row;
    }
}
