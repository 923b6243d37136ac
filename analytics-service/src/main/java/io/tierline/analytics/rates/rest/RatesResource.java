package io.tierline.analytics.rates.rest;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.application.RateTable;
import io.tierline.analytics.rates.application.ReadRates;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code GET /v1/rates}. */
@Path("/v1/rates")
@Tag(name = "Rates", description = "How well the calls go: per rep, team, campaign and for the company.")
public class RatesResource {

    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
    private static final Map<String, Grouping> GROUPINGS =
            stream(Grouping.values()).collect(toMap(Grouping::word, identity()));
    private static final Map<String, Set<Direction>> DIRECTIONS = Map.of(
            "outbound", EnumSet.of(Direction.OUTBOUND),
            "inbound", EnumSet.of(Direction.INBOUND),
            "all", EnumSet.allOf(Direction.class));
    private static final MediaType CSV = MediaType.valueOf(Csv.MEDIA_TYPE);
    private static final Map<String, MediaType> FORMATS = Map.of("json", MediaType.APPLICATION_JSON_TYPE, "csv", CSV);

    private final ReadRates rates;
    private final Caller caller;

    RatesResource(ReadRates rates, Caller caller) {
        this.rates = rates;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({"bi", "manager", "rep", "admin"})
    @Operation(
            operationId = "rates",
            summary = "Rates of reps, teams, campaigns or the company over a period",
            description = """
                    Counts the calls that started in the period and answers, per group, the counts and the rates made from \
                    them, each with its 95 % confidence interval. Say for when with either `window` or `from` and `to`.

                    A call counts once, by its latest state: corrections and late calls move the numbers of the period in \
                    which the call started. Voided calls count nowhere. Rates are of summarised calls alone; calls that \
                    wait for their summary (`pending`) and that the network failed (`failed`) are shown beside them.

                    The rows' counts add up: the reps of a team to the team, the teams to the company. A team's rate is \
                    made from the sums, it is not the mean of its reps' rates.

                    | rate | what of what |
                    |---|---|
                    | `contact` | reached of dials |
                    | `validContact` | reached of dials without bad numbers (WN) |
                    | `invalid` | bad numbers (WN) of dials |
                    | `hangUp` | hung up (CUT) of reached |
                    | `engagement` | needs probed and product introduced (NO_NEED, D, C) of reached |
                    | `conversion` | meeting booked (C) of reached |
                    | `lead` | meeting booked or follow-up agreed (C, D) of reached |

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per row and rate, with the columns \
                    from, to, by, rep, team, campaign, rate, value, numerator, denominator, low, high, dials, reached, \
                    engaged, pending, failed, talkSeconds. Names and order are stable; new columns come last. What has no \
                    value is an empty cell. The counts stand on each line of their row: do not add them up over rates.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The rates.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = RatesAnswer.class),
                        examples = @ExampleObject(name = "The day of one rep", value = RatesExample.JSON)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
    public Uni<Response> rates(
            @Parameter(
                            description =
                                    "Whose calls are counted together. By rep, a rep has one row also when the team changed.",
                            required = true,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"rep", "team", "campaign", "company"}))
                    @RestQuery
                    String by,
            @Parameter(
                            description =
                                    "How far back from now, as an ISO 8601 duration of days (24 h each), hours, minutes, seconds;"
                                            + " at most P366D. Ends at the next full minute, so that the newest call is in.",
                            example = "P7D")
                    @RestQuery
                    String window,
            @Parameter(
                            description = "First moment of the period, RFC 3339 with offset. Only together with to.",
                            example = "2026-11-23T00:00:00+08:00")
                    @RestQuery
                    String from,
            @Parameter(
                            description =
                                    "End of the period, RFC 3339 with offset; calls that started then are not in. May lie in the"
                                            + " future. Only together with from.",
                            example = "2026-11-24T00:00:00+08:00")
                    @RestQuery
                    String to,
            @Parameter(description = "Only calls of this rep.", example = "li.wei") @RestQuery String rep,
            @Parameter(description = "Only calls of this team, as of the time of the call.", example = "east-1")
                    @RestQuery
                    String team,
            @Parameter(description = "Only calls of this campaign.", example = "expo-2026") @RestQuery String campaign,
            @Parameter(
                            description =
                                    "Only calls in this direction: ours (outbound, unless you say otherwise), the customers'"
                                            + " (inbound), or all.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"outbound", "inbound", "all"},
                                            defaultValue = "outbound"))
                    @RestQuery
                    String direction,
            @Parameter(
                            description = "The form of the answer; wins over the Accept header.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"json", "csv"}))
                    @RestQuery
                    String format,
            @Context Request request) {
        QueryInput input = new QueryInput();
        if (by == null) {
            input.fault("by", "is required: one of campaign, company, rep, team");
        }
        Grouping grouping = input.oneOf("by", by, GROUPINGS);
        Timespan span = timespan(input, window, from, to);
        Filter filter = new Filter(
                input.id("rep", rep),
                input.id("team", team),
                input.id("campaign", campaign),
                directions(input, direction));
        MediaType asked = input.oneOf("format", format, FORMATS);
        input.refuseFaults();
        MediaType type = asked != null ? asked : preferred(request);
        return rates.read(span, grouping, caller.tenant(), filter).map(table -> answer(table, type));
    }

    private static Timespan timespan(QueryInput input, String window, String from, String to) {
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

    private static Set<Direction> directions(QueryInput input, String direction) {
        Set<Direction> directions = input.oneOf("direction", direction == null ? "outbound" : direction, DIRECTIONS);
        return directions == null ? Set.of() : directions;
    }

    private static MediaType preferred(Request request) {
        // What is acceptable at all has been decided by @Produces.
        Variant variant = request.selectVariant(
                Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, CSV).build());
        return variant == null ? MediaType.APPLICATION_JSON_TYPE : variant.getMediaType();
    }

    private static Response answer(RateTable table, MediaType type) {
        RatesAnswer answer = RatesAnswer.of(table);
        return type.equals(CSV)
                ? Response.ok(RatesCsv.of(answer), CSV.withCharset("UTF-8")).build()
                : Response.ok(answer, type).build();
    }
}
