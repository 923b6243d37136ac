package io.tierline.analytics;

import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.input.QueryInput;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * The query parameters that say which calls a question is about, the same for every endpoint; taken in by
 * {@code @BeanParam}.
 */
public class CallsQuery {

    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
    private static final Map<String, Set<Direction>> DIRECTIONS = Map.of(
            "outbound", EnumSet.of(Direction.OUTBOUND),
            "inbound", EnumSet.of(Direction.INBOUND),
            "all", EnumSet.allOf(Direction.class));

    @Parameter(
            description = "How far back from now, as an ISO 8601 duration of days (24 h each), hours, minutes, seconds;"
                    + " at most P366D. Ends at the next full minute, so that the newest call is in.",
            example = "P7D")
    @RestQuery
    public String window;

    @Parameter(
            description = "First moment of the period, RFC 3339 with offset. Only together with to.",
            example = "2026-11-23T00:00:00+08:00")
    @RestQuery
    public String from;

    @Parameter(
            description = "End of the period, RFC 3339 with offset; calls that started then are not in. May lie in the"
                    + " future. Only together with from.",
            example = "2026-11-24T00:00:00+08:00")
    @RestQuery
    public String to;

    @Parameter(description = "Only calls of this rep.", example = "li.wei")
    @RestQuery
    public String rep;

    @Parameter(description = "Only calls of this team, as of the time of the call.", example = "east-1")
    @RestQuery
    public String team;

    @Parameter(description = "Only calls of this campaign.", example = "expo-2026")
    @RestQuery
    public String campaign;

    @Parameter(
            description = "Only calls in this direction: ours (outbound, unless you say otherwise), the customers'"
                    + " (inbound), or all.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"outbound", "inbound", "all"},
                            defaultValue = "outbound"))
    @RestQuery
    public String direction;

    @Parameter(
            description =
                    "Whether only the first call ever in which a customer was reached counts: of each customer one"
                            + " call, the earliest of all time and both directions whose outcome is BL, CUT, RJ, NO_NEED,"
                            + " FOLLOW_UP, D or C; it is in when it lies in the period and the other filters let it through.",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @RestQuery
    public String firstCalls;

    @Parameter(
            description = "Whether calls count whose summary contradicts what the telephony system says, so that they"
                    + " wait for review.",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "true"))
    @RestQuery
    public String includeFlagged;

    /** The time that is asked for; null when it is at fault. */
    public Timespan timespan(QueryInput input) {
        return timespan(input, window, from, to);
    }

    /**
     * The same, at most 366 days also when from and to are given: for questions that read the calls themselves, so that none
     * reads all history.
     */
    public Timespan timespanOfAYear(QueryInput input) {
        Timespan span = timespan(input);
        return span instanceof Period period
                        && Duration.between(period.from(), period.to()).compareTo(LONGEST_WINDOW) > 0
                ? input.fault("to", "must be at most 366 days after from")
                : span;
    }

    /** The time that these parameters ask for, also of questions that are not about calls; null when it is at fault. */
    public static Timespan timespan(QueryInput input, String window, String from, String to) {
        Duration length = input.duration("window", window, LONGEST_WINDOW);
        Instant start = input.instant("from", from);
        Instant end = input.instant("to", to);
        boolean exact = from != null || to != null;
        if (exact == (window != null)) {
            return input.fault("window", "give either a window or from and to");
        }
        if (!exact) {
            return length == null ? null : new Timespan.Window(length);
        }
        if (from == null) {
            return input.fault("from", "is required together with to");
        }
        if (to == null) {
            return input.fault("to", "is required together with from");
        }
        if (start == null || end == null) {
            return null;
        }
        return start.isBefore(end) ? new Timespan.Period(start, end) : input.fault("to", "must be later than from");
    }

    /** The calls that are asked for, whenever they were; means nothing when there are faults. */
    public Filter filter(QueryInput input) {
        Set<Direction> directions = input.oneOf("direction", direction == null ? "outbound" : direction, DIRECTIONS);
        Boolean first = input.flag("firstCalls", firstCalls);
        Boolean flagged = input.flag("includeFlagged", includeFlagged);
        return new Filter(
                input.id("rep", rep),
                input.id("team", team),
                input.id("campaign", campaign),
                directions == null ? Set.of() : directions,
                first != null && first,
                flagged == null || flagged);
    }
}
