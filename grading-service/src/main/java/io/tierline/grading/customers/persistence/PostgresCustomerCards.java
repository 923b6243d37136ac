package io.tierline.grading.customers.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.application.CustomerCards;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.customers.domain.CustomerCard.Owner;
import io.tierline.grading.customers.domain.Referrals;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.database.Columns;
import io.tierline.kit.search.Grams;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Cards in the tables {@code customer}, {@code customer_search} and {@code customer_change}. */
@ApplicationScoped
class PostgresCustomerCards implements CustomerCards {

    private static final Columns<CustomerKey> KEYS =
            new Columns<CustomerKey>().text("tenant", CustomerKey::tenant).text("customer_id", CustomerKey::customerId);

    private static final Columns<Changed> CHANGED = KEYS.over(Changed::customer)
            .integer("revision", Changed::revision)
            .text("name", changed -> changed.after().name())
            .text("owner_rep", changed -> rep(changed.after()))
            .text("owner_team", changed -> team(changed.after()))
            .text("referred_by", changed -> changed.after().referredBy())
            .text("tags", changed -> StoredCards.json(changed.after().tags()))
            .text(
                    "profile",
                    changed -> StoredCards.json(changed.after().profile().toTree()))
            .text("name_key", changed -> nameKey(changed.after()))
            .text("terms", changed -> StoredCards.json(terms(changed)))
            .text("changed", changed -> StoredCards.json(changed.members()))
            .text("owner_rep_before", changed -> changed.before() == null ? null : rep(changed.before()))
            .text("owner_team_before", changed -> changed.before() == null ? null : team(changed.before()));

    private static final String READ = "select customer.tenant, customer.customer_id, customer.revision, "
            + StoredCards.COLUMNS + " from " + KEYS.unnestFrom(1) + " join customer using (tenant, customer_id)";

    private static final String STORE = "update customer set name = input.name, owner_rep = input.owner_rep,"
            + " owner_team = input.owner_team, referred_by = input.referred_by, tags = input.tags::jsonb,"
            + " profile = input.profile::jsonb, revision = input.revision, changed_at = clock_timestamp(), changed_by = $1"
            + " from " + CHANGED.unnestFrom(2)
            + " where customer.tenant = input.tenant and customer.customer_id = input.customer_id";

    private static final String STORE_SEARCH = "insert into customer_search (tenant, customer_id, name_key, terms)"
            + " select tenant, customer_id, name_key, array(select jsonb_array_elements_text(terms::jsonb)) from "
            + CHANGED.unnestFrom(1) + " order by tenant, customer_id on conflict (tenant, customer_id)"
            + " do update set name_key = excluded.name_key, terms = excluded.terms";

    private static final String STORE_CHANGE = "insert into customer_change (tenant, customer_id, revision, at, author,"
            + " changed, owner_rep_before, owner_team_before, owner_rep, owner_team) select tenant, customer_id, revision,"
            + " clock_timestamp(), $1, array(select jsonb_array_elements_text(changed::jsonb)), owner_rep_before,"
            + " owner_team_before, owner_rep, owner_team from " + CHANGED.unnestFrom(2);

    /** One after another in each tenant, for two that each see half of a circle would close it together. */
    private static final String LOCK_REFERRALS =
            "select pg_advisory_xact_lock(hashtextextended('referrals/' || $1, 0))";

    private static final String MERGED = "select customer_id, merged_into from customer"
            + " where tenant = $1 and customer_id = any($2) and merged_into is not null";

    /** Who has a grade is there; without one it has only been taken in by a transaction that may yet give it up. */
    private static final String REFERRERS = "with recursive above (customer_id, referred_by) as ("
            + "select customer_id, referred_by from customer where tenant = $1 and customer_id = any($2)"
            + " and merged_into is null and standard is not null"
            + " union select customer.customer_id, customer.referred_by from above join customer"
            + " on customer.tenant = $1 and customer.customer_id = above.referred_by) select * from above";

    @Override
    public Uni<Map<CustomerKey, Kept>> read(SqlConnection transaction, Collection<CustomerKey> customers) {
        return transaction.preparedQuery(READ).execute(KEYS.bind(customers)).map(rows -> {
            Map<CustomerKey, Kept> kept = new HashMap<>();
            for (Row row : rows) {
                kept.put(
                        new CustomerKey(row.getString("tenant"), row.getString("customer_id")),
                        new Kept(row.getInteger("revision"), StoredCards.card(row)));
            }
            return kept;
        });
    }

    @Override
    public Uni<Referrals> referrals(SqlConnection transaction, String tenant, Collection<String> customers) {
        Map<String, String> merged = new HashMap<>();
        return transaction
                .preparedQuery(LOCK_REFERRALS)
                .execute(Tuple.of(tenant))
                // Statements of their own: one that waited would still see what was before.
                .chain(() -> transaction
                        .preparedQuery(MERGED)
                        .execute(Tuple.of(tenant).addArrayOfString(customers.toArray(String[]::new))))
                .invoke(rows ->
                        rows.forEach(row -> merged.put(row.getString("customer_id"), row.getString("merged_into"))))
                .chain(() -> {
                    Set<String> present = new TreeSet<>(customers);
                    present.addAll(merged.values());
                    return transaction
                            .preparedQuery(REFERRERS)
                            .execute(Tuple.of(tenant).addArrayOfString(present.toArray(String[]::new)));
                })
                .map(rows -> {
                    Map<String, String> referrers = new HashMap<>();
                    rows.forEach(row -> referrers.put(row.getString("customer_id"), row.getString("referred_by")));
                    return new Referrals(referrers, merged);
                });
    }

    @Override
    public Uni<Void> store(SqlConnection transaction, Collection<Changed> changed, String author) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(STORE)
                .execute(CHANGED.bind(changed, author))
                .chain(() -> transaction.preparedQuery(STORE_SEARCH).execute(CHANGED.bind(changed)))
                .chain(() -> transaction.preparedQuery(STORE_CHANGE).execute(CHANGED.bind(changed, author)))
                .replaceWithVoid();
    }

    private static String rep(CustomerCard card) {
        return card.owner() == null ? null : card.owner().rep();
    }

    private static String team(CustomerCard card) {
        Owner owner = card.owner();
        return owner == null ? null : owner.team();
    }

    private static String nameKey(CustomerCard card) {
        return card.name() == null ? null : Grams.normalised(card.name());
    }

    private static Set<String> terms(Changed changed) {
        return SearchTerms.of(changed.customer().tenant(), changed.after());
    }
}
