package io.tierline.call.agenda.rest;

import io.tierline.call.agenda.application.Asked;
import io.tierline.call.agenda.application.By;
import io.tierline.call.agenda.domain.Due;
import io.tierline.call.agenda.domain.Period;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.paging.Page;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** Reads the query parameters that the lists have in common, and those that the summaries have in common. */
final class AgendaQuery {

    private static final Map<String, Due> DUE =
            Map.of("overdue", Due.OVERDUE, "today", Due.TODAY, "tomorrow", Due.TOMORROW, "week", Due.WEEK);
    private static final Map<String, By> BY = Map.of("rep", By.REP, "team", By.TEAM);
    private static final MediaType CSV = MediaType.valueOf(Csv.MEDIA_TYPE);
    private static final Map<String, MediaType> FORMATS = Map.of("json", MediaType.APPLICATION_JSON_TYPE, "csv", CSV);
    private static final int MOST_DAYS = 366;

    private final QueryInput query = new QueryInput();

    /** Which agreements a list is to have. */
    Asked asked(String rep, String team, String customer, String due, String from, String to) {
        if (due != null && (from != null || to != null)) {
            query.fault("due", "cannot be given together with from or to");
        }
        return new Asked(
                query.id("rep", rep),
                query.id("team", team),
                query.id("customer", customer),
                query.oneOf("due", due, DUE),
                new Period(query.instant("from", from), query.instant("to", to)));
    }

    /** A state that the agreements are to be in; only open ones can be overdue. */
    <S> S state(String name, String value, Map<String, S> words, S open, Asked asked) {
        S state = query.oneOf(name, value, words);
        if (asked.due() != Due.OVERDUE) {
            return state;
        }
        if (state != null && state != open) {
            query.fault(name, "can only be open for what is overdue");
        }
        return open;
    }

    /** Items on a page. */
    int limit(String limit) {
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        return items == null ? Page.DEFAULT_LIMIT : items;
    }

    String id(String name, String value) {
        return query.id(name, value);
    }

    By by(String by) {
        By read = query.oneOf("by", by, BY);
        return read == null ? By.REP : read;
    }

    /** The period that is counted; both ends have to be given. */
    Period counted(String from, String to) {
        Instant first = query.instant("from", from);
        Instant last = query.instant("to", to);
        if (from == null) {
            query.fault("from", "is required");
        }
        if (to == null) {
            query.fault("to", "is required");
        }
        if (first != null && last != null) {
            if (!first.isBefore(last)) {
                query.fault("from", "must be before to");
            } else if (Duration.between(first, last).compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
                query.fault("from", "must be at most " + MOST_DAYS + " days before to");
            }
        }
        return new Period(first, last);
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

    /** The answer in the form that was asked for. */
    static <S> Response answer(boolean csv, S summary, Function<S, String> written) {
        return csv
                ? Response.ok(written.apply(summary), CSV.withCharset("UTF-8")).build()
                : Response.ok(summary, MediaType.APPLICATION_JSON_TYPE).build();
    }

    void refuseFaults() {
        query.refuseFaults();
    }
}
