package io.tierline.grading.customers.rest;

import io.tierline.grading.customers.application.CustomerFilter.Says;
import io.tierline.grading.customers.application.CustomerList.Order;
import io.tierline.grading.customers.application.CustomerList.Sort;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.search.Grams;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the parts of a list's query that are not plain ids and numbers. */
final class CustomerQuery {

    static final Map<String, State> STATES = Arrays.stream(State.values())
            .collect(Collectors.toUnmodifiableMap(state -> state.name().toLowerCase(Locale.ROOT), Function.identity()));

    static final MediaType CSV = MediaType.valueOf(Csv.MEDIA_TYPE);

    private static final Map<String, MediaType> FORMATS = Map.of("json", MediaType.APPLICATION_JSON_TYPE, "csv", CSV);
    private static final Map<String, Order> ORDERS = orders();
    private static final Order BY_ID = new Order(Sort.ID, false);
    private static final Order BY_RELEVANCE = new Order(Sort.RELEVANCE, false);
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_WORDS = 10;

    private final QueryInput query;
    private final List<Says> says = new ArrayList<>();

    CustomerQuery(QueryInput query) {
        this.query = query;
    }

    /** The customer's card has to say this, if anything is asked for. */
    CustomerQuery says(String parameter, String what, String value) {
        String text = text(parameter, value);
        if (text != null) {
            says.add(new Says(what, text));
        }
        return this;
    }

    List<Says> says() {
        return says;
    }

    /** The query for names as they are compared; null without one. */
    String sought(String q) {
        String text = text("q", q);
        if (text == null) {
            return null;
        }
        String sought = Grams.normalised(text);
        int words = Grams.words(sought).size();
        return words < 1 || words > MOST_WORDS ? query.fault("q", "must have 1 to " + MOST_WORDS + " words") : sought;
    }

    Order order(String sort, String q) {
        Order order = query.oneOf("sort", sort, ORDERS);
        if (order == null) {
            return q == null ? BY_ID : BY_RELEVANCE;
        }
        if (order.equals(BY_RELEVANCE) && q == null) {
            query.fault("sort", "by relevance needs q, what to look for");
        }
        return order;
    }

    /** Whether the answer is to be CSV; the parameter wins over the Accept header. */
    boolean csv(String format, Request request) {
        MediaType asked = query.oneOf("format", format, FORMATS);
        if (asked != null) {
            return asked.equals(CSV);
        }
        // What is acceptable at all has been decided by @Produces.
        Variant variant = request.selectVariant(
                Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, CSV).build());
        return variant != null && variant.getMediaType().equals(CSV);
    }

    private String text(String parameter, String value) {
        return value == null || (isText(value) && !value.isBlank())
                ? value
                : query.fault(parameter, "must be a text of 1 to " + LONGEST_TEXT + " characters");
    }

    static boolean isText(String value) {
        return Json.isWholeText(value) && value.codePointCount(0, value.length()) <= LONGEST_TEXT;
    }

    private static Map<String, Order> orders() {
        Map<String, Order> orders = new HashMap<>();
        Map.of(
                        "id", Sort.ID,
                        "name", Sort.NAME,
                        "tier", Sort.TIER,
                        "fit", Sort.FIT,
                        "due", Sort.DUE,
                        "progress", Sort.PROGRESS,
                        "changedAt", Sort.CHANGED)
                .forEach((word, sort) -> {
                    orders.put(word, new Order(sort, false));
                    orders.put("-" + word, new Order(sort, true));
                });
        orders.put("relevance", BY_RELEVANCE);
        return orders;
    }
}
