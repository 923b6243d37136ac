package io.tierline.analytics.rates.persistence;

import io.tierline.analytics.rates.domain.Filter;
import io.vertx.mutiny.sqlclient.Tuple;

/** A filter, but for its directions, as conditions on calls and counters alike. */
final class Conditions {

    private Conditions() {}

    /**
     * What is to be put behind other conditions; its values are added to the parameters. Only what is asked for stands in
     * the text: each text is planned for what it filters by.
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
