package io.tierline.analytics.metrics.rest;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Rate;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rates as they are written and answered. Its descriptions are the API's documentation. */
@Schema(name = "Metrics")
public record MetricsBody(
        @Schema(description = "0 while there are only the built-in rates, one more with every change; the ETag too.")
        int version,

        @Schema(description = "Every rate, in the order in which answers have them.")
        List<Metric> metrics) {

    /** One rate. */
    @Schema(name = "Metric")
    public record Metric(
            @Schema(description = "Its name in every answer: a letter, then letters, digits and -, at most 32.")
            String id,

            @Schema(description = "How people call it.", nullable = true)
            Label label,

            @Schema(description = "The outcomes that it is about; all of them are in the denominator too.")
            List<Outcome> numerator,

            @Schema(description = "The outcomes among which they are counted.")
            List<Outcome> denominator) {}

    /** Words for people; null where there are none in the language. */
    @Schema(name = "MetricLabel")
    public record Label(
            @Schema(nullable = true) String en,
            @Schema(nullable = true) @JsonProperty("zh-CN") String zhCn) {}

    /** The columns of the CSV. Their names and order are stable; new ones are added at the end. */
    static final List<String> COLUMNS = List.of("version", "id", "label", "numerator", "denominator");

    private static final int MOST = 50;
    private static final int LONGEST_LABEL = 100;
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,31}");
    private static final List<String> LANGUAGES = List.of("en", "zh-CN");
    private static final Map<String, Outcome> OUTCOMES =
            stream(Outcome.values()).collect(toMap(Outcome::name, identity()));

    static MetricsBody of(RateCatalogue catalogue) {
        return new MetricsBody(
                catalogue.version(),
                catalogue.rates().stream()
                        .map(rate -> new Metric(
                                rate.id(), label(rate), sorted(rate.numerator()), sorted(rate.denominator())))
                        .toList());
    }

    /** One line per rate; outcomes are separated by blanks. */
    static List<List<Object>> lines(RateCatalogue catalogue, String language) {
        return catalogue.rates().stream()
                .map(rate -> Arrays.<Object>asList(
                        catalogue.version(),
                        rate.id(),
                        rate.nameIn(language),
                        inOneCell(rate.numerator()),
                        inOneCell(rate.denominator())))
                .toList();
    }

    /**
     * The tenant's own rates in a body.
     *
     * @throws Problem 422 with everything that is wrong
     */
    static List<Rate> read(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        // As it was read: so that a list can be read, changed and sent back. If-Match decides, not this.
        input.wholeNumber("version", 0, Integer.MAX_VALUE);
        input.require("metrics");
        JsonNode metrics = input.raw("metrics");
        List<Rate> rates = new ArrayList<>();
        if (metrics != null && (!metrics.isArray() || metrics.size() > MOST)) {
            input.fault("metrics", "must be a list of at most " + MOST);
        } else if (metrics != null) {
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < metrics.size(); i++) {
                JsonInput metric = JsonInput.of(metrics.get(i), "/metrics/" + i, faults);
                Rate rate = metrics.get(i).isObject() ? rate(metric, ids) : null;
                if (rate != null) {
                    rates.add(rate);
                }
            }
        }
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return rates;
    }

    private static Rate rate(JsonInput input, Set<String> ids) {
        List.of("id", "numerator", "denominator").forEach(input::require);
        String id = input.text("id", 32);
        if (id != null && !ID.matcher(id).matches()) {
            id = input.fault("id", "must be a letter, then letters, digits and -, at most 32 of A-Z a-z 0-9 -");
        }
        if (id != null && !ids.add(id)) {
            input.fault("id", "is there twice");
        }
        Map<String, String> label = label(input);
        Set<Outcome> numerator = outcomes(input, "numerator");
        Set<Outcome> denominator = outcomes(input, "denominator");
        if (numerator != null && denominator != null && !denominator.containsAll(numerator)) {
            input.fault("numerator", "must be among the outcomes of the denominator: a rate is a part of them");
            return null;
        }
        input.refuseUnknown();
        return id == null || numerator == null || denominator == null
                ? null
                : new Rate(id, label.isEmpty() ? builtInLabel(id) : label, numerator, denominator);
    }

    private static Map<String, String> label(JsonInput input) {
        Map<String, String> label = new TreeMap<>();
        JsonInput words = input.object("label");
        if (words != null) {
            for (String language : LANGUAGES) {
                String text = words.text(language, LONGEST_LABEL);
                if (text != null) {
                    label.put(language, text);
                }
            }
            words.refuseUnknown();
        }
        return label;
    }

    private static Map<String, String> builtInLabel(String id) {
        return RateCatalogue.BUILT_IN.rate(id).map(Rate::label).orElse(Map.of());
    }

    private static Set<Outcome> outcomes(JsonInput input, String name) {
        JsonNode array = input.raw(name);
        if (array == null) {
            return null;
        }
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        boolean known = array.isArray() && !array.isEmpty();
        for (JsonNode word : array) {
            Outcome outcome = OUTCOMES.get(word.textValue());
            known = known && outcome != null && outcomes.add(outcome);
        }
        return known
                ? outcomes
                : input.fault(
                        name,
                        "must be a list of outcomes, at least one, each once: "
                                + OUTCOMES.keySet().stream().sorted().collect(joining(", ")));
    }

    private static Label label(Rate rate) {
        return rate.label().isEmpty()
                ? null
                : new Label(rate.label().get("en"), rate.label().get("zh-CN"));
    }

    private static List<Outcome> sorted(Set<Outcome> outcomes) {
        return outcomes.stream().sorted().toList();
    }

    private static String inOneCell(Set<Outcome> outcomes) {
        return sorted(outcomes).stream().map(Outcome::name).collect(joining(" "));
    }
}
