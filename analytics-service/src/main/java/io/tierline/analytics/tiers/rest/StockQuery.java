package io.tierline.analytics.tiers.rest;

import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.tiers.application.StockFilter;
import io.tierline.kit.input.QueryInput;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The query parameters that say which customers a question is about; taken in by {@code @BeanParam}. */
public class StockQuery {

    private static final Map<String, Grouping> GROUPINGS =
            Map.of("company", Grouping.COMPANY, "team", Grouping.TEAM, "rep", Grouping.REP);

    @Parameter(
            description = "Whose customers are counted together.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"company", "team", "rep"},
                            defaultValue = "company"))
    @RestQuery
    public String by;

    @Parameter(description = "Only customers of this rep.", example = "li.wei")
    @RestQuery
    public String rep;

    @Parameter(description = "Only customers of this team.", example = "east-1")
    @RestQuery
    public String team;

    /** The customers that are asked for; means nothing when there are faults. */
    StockFilter filter(QueryInput input) {
        Grouping grouping = input.oneOf("by", by, GROUPINGS);
        return new StockFilter(
                grouping == null ? Grouping.COMPANY : grouping, input.id("rep", rep), input.id("team", team));
    }
}
