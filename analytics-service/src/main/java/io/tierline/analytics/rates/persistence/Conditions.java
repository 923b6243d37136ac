package io.tierline.analytics.rates.persistence;

import io.tierline.analytics.rates.domain.Filter;
import io.vertx.mutiny.sqlclient.Tuple;

/** Filters as conditions, on calls and on counters alike. */
final class Conditions {

    private Conditions() {}

    /**
     * Each as {@code and …}, with its value added to the parameters. Only the conditions that are asked for stand in the
     * text: each text is planned for what it filters by.
     */
    static String of(Filter filter, Tuple parameters) {
        return condition("rep", filter.rep(), parameters)
                + condition("team", filter.team(), parameters)
                + condition("campaign", filter.campaign(), parameters)
                + (filter.includeFlagged() ? "" : "and not flagged ");
    }

    private static String condition(String column, String value, Tuple parameters) {
        return value == null
                ? ""
                : "and " + column + " = $" + parameters.addString(value).size() + " ";
    }
}
