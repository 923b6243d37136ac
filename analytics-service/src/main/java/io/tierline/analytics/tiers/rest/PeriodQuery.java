package io.tierline.analytics.tiers.rest;

import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.kit.input.QueryInput;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The query parameters that say which period a question is about; taken in by {@code @BeanParam}. */
public class PeriodQuery {

    @Parameter(
            description = "How far back from now, as an ISO 8601 duration of days (24 h each), hours, minutes, seconds;"
                    + " at most P366D. Ends at the next full minute. Either this or from and to.",
            example = "P30D")
    @RestQuery
    public String window;

    @Parameter(
            description = "When the stock is looked at first, RFC 3339 with offset. Only together with to.",
            example = "2026-11-01T00:00:00+08:00")
    @RestQuery
    public String from;

    @Parameter(
            description = "When it is looked at again, RFC 3339 with offset. Only together with from.",
            example = "2026-12-01T00:00:00+08:00")
    @RestQuery
    public String to;

    /** The time that is asked for; null when it is at fault. */
    Timespan timespan(QueryInput input) {
        return CallsQuery.timespan(input, window, from, to);
    }
}
