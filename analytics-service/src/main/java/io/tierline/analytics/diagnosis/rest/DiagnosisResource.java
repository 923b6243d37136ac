package io.tierline.analytics.diagnosis.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.Roles;
import io.tierline.analytics.diagnosis.application.Diagnose;
import io.tierline.analytics.diagnosis.domain.Leaderboard.Best;
import io.tierline.analytics.directory.application.ReaderLanguages;
import io.tierline.analytics.rates.application.RatesQuestion;
import io.tierline.analytics.rates.application.ReadRates;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.analytics.rates.domain.Rate;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Where customers are lost, and who does best. */
@Path("/v1")
@Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
@Tag(name = "Diagnosis", description = "Where customers are lost, how sure that is, what it costs, and who does best.")
@APIResponse(responseCode = "401", description = "No valid token.")
@APIResponse(
        responseCode = "403",
        description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
@APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
@APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
public class DiagnosisResource {

    private static final String BY = "Whose calls are counted together.";
    /** Each by its word in the API. */
    static final Map<String, Best> BESTS = Map.of("highest", Best.HIGHEST, "lowest", Best.LOWEST);

    private final ReadRates rates;
    private final Diagnose diagnose;
    private final ReaderLanguages languages;
    private final Caller caller;

    DiagnosisResource(ReadRates rates, Diagnose diagnose, ReaderLanguages languages, Caller caller) {
        this.rates = rates;
        this.diagnose = diagnose;
        this.languages = languages;
        this.caller = caller;
    }

    @GET
    @Path("/funnel")
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(operationId = "funnel", summary = "How many calls come to each stage", description = """
                    From the dial to the meeting, each stage a part of the one before it:

                    | stage | calls |
                    |---|---|
                    | `dial` | all summarised ones |
                    | `valid-number` | without WN |
                    | `reached` | BL, CUT, RJ, NO_NEED, FOLLOW_UP, D, C |
                    | `stayed-on` | reached without CUT and BL |
                    | `engaged` | NO_NEED, D, C |
                    | `lead` | D, C |
                    | `meeting` | C |

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per row and stage, with the columns \
                    from, to, by, rep, team, campaign, repName, teamName, stage, count, value, numerator, denominator, \
                    low, high. The last five say which share of the stage before came this far; the dial has none.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The funnel of each group.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = FunnelAnswer.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> funnel(
            @Parameter(
                            description = BY,
                            required = true,
                            example = "team",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"rep", "team", "campaign", "company"}))
                    @RestQuery
                    String by,
            @BeanParam CallsQuery calls,
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
        RatesQuestion question = question(input, by, calls, calls.filter(input), null);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return rates.read(caller.tenant(), question)
                .chain(table -> languages
                        .of(caller.tenant(), headers.getAcceptableLanguages())
                        .map(language -> FunnelAnswer.of(table, language)))
                .map(answer -> form.answerInReadersLanguage(answer, FunnelAnswer.COLUMNS, answer::lines)
                        .build());
    }

    @GET
    @Path("/diagnosis")
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(operationId = "diagnose", summary = "The weakest stage of a rep or a team", description = """
                    Compares every step of the funnel with the others over the same period: a rep (`rep`) with the other reps \
                    of its team (`team`, or the team of the rep's latest call), a team (`team` alone) with the other teams. \
                    A rep without a team is compared with all other reps of the company. Calls of no rep (of no team) are \
                    on neither side.

                    A stage is `weaker` only if the difference is hardly chance (5 % for all stages together, Holm's \
                    correction). Of several weak stages the finding names the one that costs most meetings a week. Where \
                    chance cannot be ruled out, it says how many more dials it probably takes to tell.

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per step, with the columns from, \
                    to, rep, team, name, comparison, finding, weakestStage, moreDials, stage, ownValue, ownNumerator, \
                    ownDenominator, ownLow, ownHigh, othersValue, othersNumerator, othersDenominator, othersLow, \
                    othersHigh, difference, differenceLow, differenceHigh, adjustedP, verdict, meetingsLostPerWeek. \
                    All before stage belong to the finding and stand on each line. The words are in JSON only.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "What was found, in numbers and in words.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = DiagnosisAnswer.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> diagnosis(
            @BeanParam CallsQuery calls,
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
        Timespan span = calls.timespan(input);
        Filter filter = calls.filter(input);
        if (calls.rep == null && calls.team == null) {
            input.fault("rep", "is required, or team: who is to be looked at");
        }
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return (filter.rep() != null
                        ? diagnose.rep(caller.tenant(), span, filter.rep(), filter)
                        : diagnose.team(caller.tenant(), span, filter.team(), filter))
                .chain(diagnosed -> languages
                        .of(caller.tenant(), headers.getAcceptableLanguages())
                        .map(language -> DiagnosisAnswer.of(diagnosed, language)))
                .map(answer -> form.answerInReadersLanguage(answer, DiagnosisAnswer.COLUMNS, answer::lines)
                        .build());
    }

    @GET
    @Path("/leaderboard")
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(operationId = "leaderboard", summary = "Who is best by a rate, surely", description = """
                    Ranks by the cautious end of the 95 % interval: the lower bound where a high share is good \
                    (`best=highest`, unless you say otherwise), the upper bound where a low one is (`best=lowest`, as with \
                    hang-ups). So two meetings in three calls do not beat forty in a hundred. Who has no calls that the rate \
                    is about is not on the board, nor are the calls of nobody.

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per place, with the columns from, \
                    to, by, metric, metrics, best, place, rep, team, campaign, repName, teamName, value, numerator, \
                    denominator, low, high.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The board.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = LeaderboardAnswer.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> leaderboard(
            @Parameter(description = "A rate of the company's metrics.", required = true, example = "conversion")
                    @RestQuery
                    String metric,
            @Parameter(
                            description = "Who is ranked.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"rep", "team", "campaign"},
                                            defaultValue = "rep"))
                    @RestQuery
                    String by,
            @BeanParam CallsQuery calls,
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
                                    "By which version of the company's metrics the rate is made, from 0 (the built-in"
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
        if (metric == null) {
            input.fault("metric", "is required: the id of a rate");
        }
        RatesQuestion question = question(
                input,
                by == null ? Grouping.REP.word() : by,
                calls,
                calls.filter(input),
                input.wholeNumber("metrics", metrics, 0, Integer.MAX_VALUE));
        if (question.by() == Grouping.COMPANY) {
            input.fault("by", "there is only one company; one of campaign, rep, team");
        }
        Best good = input.oneOf("best", best == null ? "highest" : best, BESTS);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return rates.read(caller.tenant(), question)
                .map(table -> LeaderboardAnswer.of(table, rateOf(table.catalogue(), metric), good))
                .map(answer -> form.answer(answer, LeaderboardAnswer.COLUMNS, answer::lines)
                        .build());
    }

    @GET
    @Path("/screening")
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(
            operationId = "screening",
            summary = "What came of first calls: screening and appointments",
            description = """
                    The first call of a B2B sale screens the customer and books a meeting. Of each customer the first call \
                    ever in which it was reached is looked at, if it lies in the period: how many were ruled out (BL, RJ, \
                    NO_NEED), qualified (D, C), met (C), and how many are still open (CUT, FOLLOW_UP).

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per row, with the columns from, to, \
                    by, rep, team, campaign, repName, teamName, firstCalls, ruledOut, qualified, appointments, open, \
                    screenedValue, screenedNumerator, screenedDenominator, screenedLow, screenedHigh, qualifiedValue, \
                    qualifiedNumerator, qualifiedDenominator, qualifiedLow, qualifiedHigh, appointmentValue, \
                    appointmentNumerator, appointmentDenominator, appointmentLow, appointmentHigh.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "What came of them.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ScreeningAnswer.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> screening(
            @Parameter(
                            description = BY,
                            required = true,
                            example = "rep",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"rep", "team", "campaign", "company"}))
                    @RestQuery
                    String by,
            @BeanParam CallsQuery calls,
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
        Filter filter = calls.filter(input);
        if (Boolean.FALSE.equals(input.flag("firstCalls", calls.firstCalls))) {
            input.fault("firstCalls", "is always true here");
        }
        Filter firstCalls = new Filter(
                filter.rep(), filter.team(), filter.campaign(), filter.directions(), true, filter.includeFlagged());
        RatesQuestion question = question(input, by, calls, firstCalls, null);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return rates.read(caller.tenant(), question)
                .map(ScreeningAnswer::of)
                .map(answer -> form.answer(answer, ScreeningAnswer.COLUMNS, answer::lines)
                        .build());
    }

    private static RatesQuestion question(
            QueryInput input, String by, CallsQuery calls, Filter filter, Integer metrics) {
        if (by == null) {
            input.fault("by", "is required: one of campaign, company, rep, team");
        }
        return new RatesQuestion(
                calls.timespan(input), input.oneOf("by", by, Grouping.WORDS), Per.CALL, filter, false, metrics);
    }

    /** The rate that the parameter {@code metric} names, or a problem that says which there are. */
    static Rate rateOf(RateCatalogue catalogue, String id) {
        return catalogue
                .rate(id)
                .orElseThrow(() -> Problem.invalid(List.of(new Fault(
                        "?metric",
                        "there is no such rate; there are "
                                + catalogue.rates().stream().map(Rate::id).collect(Collectors.joining(", "))))));
    }
}
