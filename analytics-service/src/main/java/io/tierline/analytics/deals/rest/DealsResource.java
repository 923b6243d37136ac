package io.tierline.analytics.deals.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.Roles;
import io.tierline.analytics.deals.application.DealsQuestion;
import io.tierline.analytics.deals.application.ReviewDeals;
import io.tierline.analytics.deals.application.ReviewReferrals;
import io.tierline.analytics.deals.domain.Section;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.List;
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

/** Why deals are won and lost, and whom won customers bring. */
@Path("/v1")
@Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
@Tag(name = "Deals", description = "Why deals are won and lost, to whom, with which customers; and whom those bring.")
public class DealsResource {

    private static final String WINDOW = "How far back from now, as an ISO 8601 duration of days (24 h each), hours,"
            + " minutes, seconds; at most P366D. Ends at the next full minute.";
    private static final String FROM = "First moment of the period, RFC 3339 with offset. Only together with to.";
    private static final String TO =
            "End of the period, RFC 3339 with offset; not in it any more. Only together with from.";
    private static final Map<String, Grouping> GROUPINGS = Map.of(
            Grouping.COMPANY.word(), Grouping.COMPANY,
            Grouping.TEAM.word(), Grouping.TEAM,
            Grouping.REP.word(), Grouping.REP);
    private static final int MOST_REFERRERS = 500;
    private static final int USUAL_REFERRERS = 10;

    private final ReviewDeals deals;
    private final ReviewReferrals referrals;
    private final Caller caller;

    DealsResource(ReviewDeals deals, ReviewReferrals referrals, Caller caller) {
        this.deals = deals;
        this.referrals = referrals;
        this.caller = caller;
    }

    @GET
    @Path("/win-loss")
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(operationId = "winLoss", summary = "Why deals were won and lost, and to whom", description = """
                    Reviews the deals that **ended** in the period (`closedAt`) and whose end stands: one that was lost and \
                    taken up again later is not in; one that was won stays, also when a second sale was begun since. A \
                    customer with two deals counts twice.

                    | section | |
                    |---|---|
                    | `results` | deals won, lost, disqualified; the win rate won / (won + lost); amounts by currency |
                    | `reasons` | of each result, how many deals name the reason, how many name it first |
                    | `competitors` | whom the deals met, and how many were won against them; `null`: none was named |
                    | `criteria` | the win rate of deals in which a criterion of the grading standard was not met just before \
                    the end, beside the one of deals in which it was met. By tier and criterion over all versions of the \
                    standard; `standards` says which, for a criterion may have meant something else in another one |
                    | `profile` | the win rate by each value of the customer's profile as it is known **now**, beside the win \
                    rate of all deals: `lift` 1.5 is half as often again. `null`: not known |

                    **Disqualified** deals turned out to be no target. They are in no win rate, in no criterion and in no \
                    profile.

                    **How sure it is.** Every share has its 95 % interval. `verdict` is `higher` or `lower` only if the interval \
                    leaves no difference out and chance is ruled out at 5 % for all lines of the section together (Holm's \
                    correction, `adjustedP`); else `not-different`, which is not "equal". It compares, it does not explain: \
                    that a value goes with winning does not say that it is the reason.

                    **From here to the target profile.** What is `higher` in `profile` belongs into the conditions of `PUT \
                    /v1/ideal-profile` (grading-service), with the more weight the larger `liftLow` is; what is `lower` is \
                    a reason to take one out, or to ask its opposite. `industry` with the value `machinery` becomes \
                    `profile.industry == "machinery"`, `domains` with `finance` becomes `"finance" in profile.domains`, \
                    `headCount` with `50..250` becomes `profile.headCount >= 50 && profile.headCount < 250`. Everything \
                    `not-different`, however large its lift, is not known yet. Where there are many rare values, \
                    `minDeals` leaves them out, and the correction for the many is smaller.

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per entry, with the columns from, \
                    to, by, rep, team, repName, teamName, section, subject, item, result, deals, won, lost, \
                    disqualified, first, sum, median, value, numerator, denominator, low, high, metValue, \
                    metNumerator, metDenominator, metLow, metHigh, effect, effectLow, effectHigh, adjustedP, verdict, \
                    standards (separated by blanks). `item` is the currency (`subject` is `amount` then), reason, \
                    competitor, criterion (`subject` is its tier) or value (`subject` is its attribute). `value` to \
                    `high` are the share of the entry, in `criteria` of the deals in which it was unmet; `effect` is \
                    the difference or the lift. Names and order are stable; new columns come last.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "One row per group with deals that ended in the period.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = WinLossAnswer.class),
                        examples = @ExampleObject(name = "A month", value = DealsExamples.WIN_LOSS)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
    public Uni<Response> winLoss(
            @Parameter(description = WINDOW, example = "P90D") @RestQuery String window,
            @Parameter(description = FROM, example = "2026-10-01T00:00:00+08:00") @RestQuery String from,
            @Parameter(description = TO, example = "2027-01-01T00:00:00+08:00") @RestQuery String to,
            @Parameter(
                            description = "Whose deals are counted together; company unless you say otherwise.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"company", "team", "rep"},
                                            defaultValue = "company"))
                    @RestQuery
                    String by,
            @Parameter(
                            description = "Only deals with this rep's customers, as of the end of the deal.",
                            example = "li.wei")
                    @RestQuery
                    String rep,
            @Parameter(
                            description = "Only deals with this team's customers, as of the end of the deal.",
                            example = "east-1")
                    @RestQuery
                    String team,
            @Parameter(
                            description =
                                    "Only this section: results, reasons, competitors, criteria or profile; may be"
                                            + " given several times. All unless you say otherwise.",
                            example = "profile")
                    @RestQuery
                    List<String> section,
            @Parameter(
                            description = "Only values of the profile with at least so many deals won or lost, 1 to"
                                    + " 1000000; 1 unless you say otherwise.",
                            example = "10")
                    @RestQuery
                    String minDeals,
            @Parameter(description = AnswerForm.FORMAT, example = "csv") @RestQuery String format,
            @Context Request request) {
        QueryInput input = new QueryInput();
        Integer least = input.wholeNumber("minDeals", minDeals, 1, 1_000_000);
        DealsQuestion question = new DealsQuestion(
                CallsQuery.timespan(input, window, from, to),
                input.oneOf("by", by == null ? Grouping.COMPANY.word() : by, GROUPINGS),
                input.id("rep", rep),
                input.id("team", team),
                sections(input, section),
                least == null ? 1 : least);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return deals.review(caller.tenant(), question)
                .map(review -> WinLossAnswer.of(review, question))
                .map(answer -> form.answer(answer, WinLossCsv.COLUMNS, () -> WinLossCsv.lines(answer))
                        .build());
    }

    @GET
    @Path("/referrals")
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(operationId = "referrals", summary = "Whom won customers have brought", description = """
                    Looks at the customers of whom a deal was **won in the period** (`closedAt`), each once, and at everybody \
                    whom they have brought **until now** (`referredBy` of the others), whenever that was. A satisfied customer \
                    typically brings three; `average` says how many yours bring. The younger the period, the less time \
                    they had: compare periods of the same age.

                    Customers that turned out to be another one count for nothing; whom they have brought counts for that \
                    other one. `rep` and `team` are the present owner's of the customer who brings.

                    As CSV (`Accept: text/csv` or `?format=csv`) the columns are from, to, section (summary, \
                    referring, distribution, referrers), item, rep, team, repName, teamName, wonCustomers, brought, \
                    average, value, numerator, denominator, low, high. `item` is the number that they brought, or the \
                    customer. The share of `summary` and `referrers` is that of the brought who were won themselves, \
                    that of `referring` and `distribution` is of the won customers. Names and order are stable; new \
                    columns come last.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "How many they brought, and who brought most.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReferralsAnswer.class),
                        examples = @ExampleObject(name = "A year", value = DealsExamples.REFERRALS)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
    public Uni<Response> referrals(
            @Parameter(description = WINDOW, example = "P366D") @RestQuery String window,
            @Parameter(description = FROM, example = "2026-01-01T00:00:00+08:00") @RestQuery String from,
            @Parameter(description = TO, example = "2027-01-01T00:00:00+08:00") @RestQuery String to,
            @Parameter(description = "Only customers whom this rep owns now.", example = "li.wei") @RestQuery
                    String rep,
            @Parameter(description = "Only customers whom this team owns now.", example = "east-1") @RestQuery
                    String team,
            @Parameter(
                            description = "How many of those who brought most are named, 1 to 500; 10 unless you say"
                                    + " otherwise.",
                            example = "10")
                    @RestQuery
                    String limit,
            @Parameter(description = AnswerForm.FORMAT, example = "csv") @RestQuery String format,
            @Context Request request) {
        QueryInput input = new QueryInput();
        Timespan span = CallsQuery.timespan(input, window, from, to);
        String owner = input.id("rep", rep);
        String ownersTeam = input.id("team", team);
        Integer most = input.wholeNumber("limit", limit, 1, MOST_REFERRERS);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return referrals
                .review(caller.tenant(), span, owner, ownersTeam, most == null ? USUAL_REFERRERS : most)
                .map(ReferralsAnswer::of)
                .map(answer -> form.answer(answer, ReferralsAnswer.COLUMNS, answer::lines)
                        .build());
    }

    private static Set<Section> sections(QueryInput input, List<String> words) {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        for (String word : words) {
            Section section = input.oneOf("section", word, Section.WORDS);
            if (section != null) {
                sections.add(section);
            }
        }
        return words.isEmpty() ? EnumSet.allOf(Section.class) : sections;
    }
}
