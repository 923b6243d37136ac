package io.tierline.grading.customers.persistence;

import io.tierline.grading.customers.application.CustomerFilter;
import io.tierline.grading.customers.application.CustomerFilter.Says;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a statement asks of the rows of {@code customer}, joined with {@code customer_search} as {@code search}, and the values that go
 * with it.
 */
final class CustomerConditions {

    /** The tables that the conditions are about. */
    static final String FROM = "customer left join customer_search search using (tenant, customer_id)";

    private final List<Object> values = new ArrayList<>();
    private final StringBuilder sql = new StringBuilder("customer.tenant = $1 and customer.merged_into is null");

    /** The tenant's customers, without those that were merged into others. */
    CustomerConditions(String tenant) {
        values.add(tenant);
    }

    CustomerConditions matching(CustomerFilter filter) {
        if (CustomerFilter.NONE.equals(filter.tier())) {
            and("customer.tier is null");
        } else {
            andEquals("customer.tier", filter.tier());
        }
        andEquals("customer.rep", filter.rep());
        andEquals("customer.team", filter.team());
        if (CustomerFilter.NONE.equals(filter.owner())) {
            and("customer.owner_rep is null");
        } else {
            andEquals("customer.owner_rep", filter.owner());
        }
        andEquals(
                "customer.status",
                filter.status() == null ? null : filter.status().name());
        andEquals("customer.overdue", filter.overdue());
        andEquals("customer.referred_by", filter.referredBy());
        if (filter.minFit() != null) {
            and("customer.fit >= " + bound(filter.minFit()));
        }
        Set<String> terms = new LinkedHashSet<>();
        for (Says says : filter.says()) {
            terms.add(SearchTerms.says(tenant(), says));
        }
        for (String word : filter.words()) {
            terms.addAll(SearchTerms.ofWord(tenant(), word));
            // All pieces of a word may be there and the word not.
            and("position(" + bound(word) + " in search.name_key) > 0");
        }
        if (!terms.isEmpty()) {
            and("search.terms @> " + bound(terms.toArray(String[]::new)) + "::text[]");
        }
        return this;
    }

    CustomerConditions and(String condition) {
        sql.append(" and ").append(condition);
        return this;
    }

    /** Takes one more value; answers the parameter that stands for it. */
    String bound(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    /** After {@code where}. */
    String sql() {
        return sql.toString();
    }

    Tuple values() {
        return Tuple.tuple(values);
    }

    private String tenant() {
        return (String) values.get(0);
    }

    private void andEquals(String column, Object value) {
        if (value != null) {
            and(column + " = " + bound(value));
        }
    }
}
