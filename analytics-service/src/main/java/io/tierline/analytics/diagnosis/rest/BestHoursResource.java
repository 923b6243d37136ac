package io.tierline.analytics.diagnosis.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.Roles;
import io.tierline.analytics.diagnosis.application.ReadBestHours;
import io.tierline.analytics.diagnosis.domain.Leaderboard.Best;
import io.tierline.analytics.directory.application.ReaderLanguages;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Rate;
import io.tierline.analytics.rates.domain.Timespan;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code GET /v1/best-hours}. */
@Path("/v1/best-hours")
@Tag(name = "Diagnosis", description = "Where customers are lost, how sure that is, what it costs, and who does best.")
public class BestHoursResource {

    private static final int USUALLY_AT_LEAST = 20;

    private final ReadBestHours bestHours;
    private final ReaderLanguages languages;
    private final Caller caller;

    BestHoursResource(ReadBestHours bestHours, ReaderLanguages languages, Caller caller) {
        this.bestHours = bestHours;
        this.languages = languages;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(operationId = "bestHours", summary = "When it is best to call", description = """
                    A rate, the contact rate unless you say otherwise, for each of the 168 hours of a week by the clock of \
                    the time zone `tz`: all Mondays of the period from 9 to 10 together, and so on. A call belongs to the \
                    hour in which it started. Hours without calls are there with 0 and a share of null.

                    `ranking` names the best hours by the cautious end of the 95 % interval, of those with enough calls \
                    (`atLeast`). Whose calls: `rep`, `team`, `campaign` narrow them down. The period may be 366 days long.

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per hour of the week, with the columns \
                    from, to, tz, metric, metrics, best, atLeast, weekday, weekdayName, hour, dials, reached, place (in the \
                    ranking), value, numerator, denominator, low, high.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The hours of the week.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = BestHoursAnswer.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
    public Uni<Response> bestHours(
            @Parameter(
                            description =
                                    "By which rate of the company's metrics hours are compared; contact unless you say"
                                            + " otherwise.",
                            example = "contact")
                    @RestQuery
                    String metric,
            @BeanParam CallsQuery calls,
            @Parameter(
                            description = "The time zone whose clock tells weekday and hour, by its name in the IANA"
                                    + " database; the company's unless you say otherwise.",
                            example = "Asia/Shanghai")
                    @RestQuery
                    String tz,
            @Parameter(
                            description = "Which end of the scale is good.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"highest", "lowest"},
                                            defaultValue = "highest"))
                    @RestQuery
                    String best,
            @Parameter(
                            description =
                                    "The calls that the rate has to be about in an hour for it to be ranked, from 1.",
                            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20"))
                    @RestQuery
                    String atLeast,
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
            @Context Request request,
            @Context HttpHeaders headers) {
        QueryInput input = new QueryInput();
        Timespan span = calls.timespanOfAYear(input);
        Filter filter = calls.filter(input);
        ZoneId zone = input.zone("tz", tz);
        Best good = input.oneOf("best", best == null ? "highest" : best, DiagnosisResource.BESTS);
        Integer enough = input.wholeNumber("atLeast", atLeast, 1, Integer.MAX_VALUE);
        Integer version = input.wholeNumber("metrics", metrics, 0, Integer.MAX_VALUE);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return bestHours
                .read(caller.tenant(), span, filter, zone, version)
                .chain(found -> {
                    Rate rate = DiagnosisResource.rateOf(found.catalogue(), metric == null ? "contact" : metric);
                    return languages
                            .of(caller.tenant(), headers.getAcceptableLanguages())
                            .map(language -> BestHoursAnswer.of(
                                    found, rate, good, enough == null ? USUALLY_AT_LEAST : enough, language));
                })
                .map(answer -> form.answerInReadersLanguage(answer, BestHoursAnswer.COLUMNS, answer::lines)
                        .build());
    }
}
