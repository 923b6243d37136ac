package io.tierline.analytics.rates.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.Roles;
import io.tierline.analytics.rates.application.ReadSeries;
import io.tierline.analytics.rates.application.SeriesQuestion;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Step;
import io.tierline.analytics.rates.domain.Trailing;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code GET /v1/rates/series}. */
@Path("/v1/rates/series")
@Tag(name = "Rates", description = "How well the calls go: per rep, team, campaign and for the company.")
public class SeriesResource {

    private static final Duration LONGEST_TRAILING = Duration.ofDays(366);

    private final ReadSeries series;
    private final Caller caller;

    SeriesResource(ReadSeries series, Caller caller) {
        this.series = series;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(operationId = "rateSeries", summary = "Rates over time, point by point", description = """
                    Goes through the period in steps (`interval`) and answers for each of them what `/v1/rates` answers for \
                    the whole: the counts and rates of the calls that started in it. The points cover the period without a \
                    gap; one without calls is there with counts of 0 and rates of null. The first and the last one are cut \
                    to the period and then not `complete`.

                    Days are those of the time zone `tz`, 23, 24 or 25 hours long; where midnight is skipped, they begin at \
                    the first moment after it. Weeks begin on Monday. Shorter intervals are counted from the beginning of \
                    the day in time that really passes, and the last one ends with the day: so no two overlap, also when \
                    the clock is changed.

                    With `trailing` every point also has the rates of the window that ends with it, such as the rate of the \
                    last seven days for each day. Calls before the period are in it too. When interval and window both are \
                    whole days, the window is days of the time zone; otherwise a day is 24 h.

                    By rep, a rep has one series, with the team of its latest call. At most 3,000 points per series and \
                    100,000 values (series × points × rates, twice with `trailing`) are answered.

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per series, point and rate, with the columns \
                    from, to, by, rep, team, campaign, rate, value, numerator, denominator, low, high, dials, reached, \
                    engaged, pending, failed, talkSeconds, interval, tz, complete, metrics, repName, teamName, trailing, \
                    trailingFrom, trailingValue, trailingNumerator, trailingDenominator, trailingLow, trailingHigh; from and to \
                    are the point's. Names and order are stable; new columns come last.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The rates, point by point.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SeriesAnswer.class),
                        examples = @ExampleObject(name = "Two days of a company", value = SeriesExample.JSON)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(
            responseCode = "422",
            description =
                    "Something is wrong with the parameters, or the answer would be too large; `errors` has all of"
                            + " it.")
    public Uni<Response> series(
            @Parameter(
                            description = "Whose calls are counted together.",
                            required = true,
                            example = "team",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"rep", "team", "campaign", "company"}))
                    @RestQuery
                    String by,
            @Parameter(
                            description =
                                    "How long a point is: an ISO 8601 duration that divides a day evenly, a day, or a"
                                            + " week.",
                            required = true,
                            example = "P1D",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "PT15M", "PT30M", "PT1H", "PT2H", "PT3H", "PT4H", "PT6H", "PT12H",
                                                "P1D", "P1W"
                                            }))
                    @RestQuery
                    String interval,
            @Parameter(
                            description =
                                    "The time zone by whose clock days begin, by its name in the IANA database; the"
                                            + " company's unless you say otherwise.",
                            example = "Asia/Shanghai")
                    @RestQuery
                    String tz,
            @Parameter(
                            description = "How far back the window reaches that ends with every point, as an ISO 8601"
                                    + " duration of whole minutes, not shorter than the interval, at most P366D; none"
                                    + " unless you say so.",
                            example = "P7D")
                    @RestQuery
                    String trailing,
            @BeanParam CallsQuery calls,
            @Parameter(
                            description =
                                    "By which version of the company's metrics the rates are made, from 0 (the built-in"
                                            + " rates alone); the newest by default.",
                            example = "1")
                    @RestQuery
                    String metrics,
            @Parameter(
                            description = AnswerForm.FORMAT,
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
        if (interval == null) {
            input.fault("interval", "is required: how long a point is, such as PT1H, P1D or P1W");
        }
        Step step = input.oneOf("interval", interval, Step.WORDS);
        SeriesQuestion question = new SeriesQuestion(
                calls.timespan(input),
                input.oneOf("by", by, Grouping.WORDS),
                step,
                input.zone("tz", tz),
                trailing(input, trailing, step),
                calls.filter(input),
                input.wholeNumber("metrics", metrics, 0, Integer.MAX_VALUE));
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return series.read(caller.tenant(), question).map(table -> {
            SeriesAnswer answer = SeriesAnswer.of(table);
            return form.answer(answer, SeriesAnswer.COLUMNS, answer::lines).build();
        });
    }

    private static Trailing trailing(QueryInput input, String value, Step step) {
        Duration length = input.duration("trailing", value, LONGEST_TRAILING);
        if (length == null) {
            return null;
        }
        if (!length.equals(Duration.ofMinutes(length.toMinutes()))) {
            return input.fault("trailing", "must be whole minutes");
        }
        return step != null && length.compareTo(step.length()) < 0
                ? input.fault("trailing", "must not be shorter than the interval, " + step.word())
                : new Trailing(length);
    }
}
