package io.tierline.analytics.rates.rest;

import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.rates.application.RatesQuestion;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.kit.input.QueryInput;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * The query parameters that, beside {@link CallsQuery}, say which rates are asked for; taken in by {@code @BeanParam}.
 */
public class RatesQuery {

    @Parameter(
            description = "Whose calls are counted together. By rep, a rep has one row also when the team changed.",
            required = true,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"rep", "team", "campaign", "company"}))
    @RestQuery
    public String by;

    @Parameter(
            description = "What is counted: every call by its outcome, or every customer once in each row, by the best"
                    + " outcome that it had there.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"call", "customer"},
                            defaultValue = "call"))
    @RestQuery
    public String per;

    @Parameter(
            description = "Whether the preceding period of the same length stands beside it, with the change of every"
                    + " rate.",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @RestQuery
    public String prior;

    @Parameter(
            description = "By which version of the company's metrics the rates are made, from 0 (the built-in rates"
                    + " alone); the newest by default.",
            example = "1")
    @RestQuery
    public String metrics;

    /** What is asked of these calls; means nothing when there are faults. */
    RatesQuestion question(QueryInput input, CallsQuery calls) {
        if (by == null) {
            input.fault("by", "is required: one of campaign, company, rep, team");
        }
        Per counted = input.oneOf("per", per, Per.WORDS);
        Boolean withPrior = input.flag("prior", prior);
        return new RatesQuestion(
                counted == Per.CUSTOMER ? calls.timespanOfAYear(input) : calls.timespan(input),
                input.oneOf("by", by, Grouping.WORDS),
                counted == null ? Per.CALL : counted,
                calls.filter(input),
                withPrior != null && withPrior,
                input.wholeNumber("metrics", metrics, 0, Integer.MAX_VALUE));
    }
}
