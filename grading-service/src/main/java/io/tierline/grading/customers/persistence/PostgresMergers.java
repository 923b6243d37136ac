package io.tierline.grading.customers.persistence;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.application.Mergers;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Mergers: rows of every feature that are about a customer get another customer's id. */
@ApplicationScoped
class PostgresMergers implements Mergers {

    /**
     * The tables whose rows go along with the customer that they are about; a new table with a {@code customer_id} belongs here
     * or has a reason not to. Tier changes and changes of the card stay: they are the history of the id that is gone.
     */
    private static final List<String> MOVED = List.of("call_fact", "qualification_patch", "extension", "care_entry");

    /** The same for what belongs to a customer's deals, of which one of the two has none; closings are moved and told by themselves. */
    private static final List<String> MOVED_WITH_DEALS = List.of("status_change");

    /** A patch that both have is one patch. */
    private static final String DROP_PATCHES_OF_BOTH =
            "delete from qualification_patch gone using qualification_patch kept"
                    + " where gone.tenant = $1 and gone.customer_id = $2 and kept.tenant = $1 and kept.customer_id = $3"
                    + " and (gone.observed_at, gone.author, gone.qualification) = (kept.observed_at, kept.author, kept.qualification)";

    private static final String TAKE_DEALS = "update customer stays set status = goes.status, round = goes.round,"
            + " round_start = goes.round_start from customer goes"
            + " where goes.tenant = $1 and goes.customer_id = $2 and stays.tenant = $1 and stays.customer_id = $3";

    private static final String RECORD = "insert into merger (tenant, customer_id, into_id, at, author, former)"
            + " values ($1, $2, $3, clock_timestamp(), $4, $5::jsonb)";

    /**
     * The rep stays, so that whoever follows this rep's tier changes sees it go; with this status it has no tier, whatever the
     * standard.
     */
    private static final String EMPTY =
            "update customer set merged_into = $3, status = 'DISQUALIFIED', round = 1, round_start = null, owner_rep = rep,"
                    + " owner_team = team, name = null, profile = '{}', tags = '[]', referred_by = null, revision = revision + 1,"
                    + " changed_at = clock_timestamp(), changed_by = $4 where tenant = $1 and customer_id = $2";

    private static final String FORGET_SEARCH = "delete from customer_search where tenant = $1 and customer_id = $2";

    private static final String FOLLOW = "update customer set merged_into = $3 where tenant = $1 and merged_into = $2";

    private static final String REFER =
            "with referred as (update customer set referred_by = $3, revision = revision + 1,"
                    + " changed_at = clock_timestamp(), changed_by = $4 where tenant = $1 and referred_by = $2 and customer_id <> $3"
                    + " returning tenant, customer_id, revision, changed_at, owner_rep, owner_team)"
                    + " insert into customer_change (tenant, customer_id, revision, at, author, changed, owner_rep_before,"
                    + " owner_team_before, owner_rep, owner_team) select tenant, customer_id, revision, changed_at, $4,"
                    + " '{referredBy}', owner_rep, owner_team, owner_rep, owner_team from referred";

    private static final String FIND =
            "select merged_into, at, author from customer join merger using (tenant, customer_id)"
                    + " where tenant = $1 and customer_id = $2 and merged_into is not null";

    private static final String LEADING = "select customer_id from customer where tenant = $1 and referred_by = $2"
            + " union select customer_id from customer where tenant = $1 and merged_into = $2";

    private static final Columns<CustomerKey> KEYS =
            new Columns<CustomerKey>().text("tenant", CustomerKey::tenant).text("customer_id", CustomerKey::customerId);

    private static final String WITH_DEALS = "select distinct status_change.tenant, status_change.customer_id from "
            + KEYS.unnestFrom(1) + " join status_change using (tenant, customer_id)";

    private final Database database;

    PostgresMergers(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Merger> find(CustomerKey gone) {
        return database.pool()
                .preparedQuery(FIND)
                .execute(Tuple.of(gone.tenant(), gone.customerId()))
                .map(rows -> {
                    for (Row row : rows) {
                        return new Merger(
                                gone,
                                row.getString("merged_into"),
                                Columns.instant(row, "at"),
                                row.getString("author"));
                    }
                    return null;
                });
    }

    @Override
    public Uni<Set<CustomerKey>> leadingTo(CustomerKey customer) {
        return leadingTo(database.pool(), customer);
    }

    @Override
    public Uni<Set<CustomerKey>> leadingTo(SqlConnection transaction, CustomerKey customer) {
        return leadingTo((SqlClient) transaction, customer);
    }

    private static Uni<Set<CustomerKey>> leadingTo(SqlClient client, CustomerKey customer) {
        return client.preparedQuery(LEADING)
                .execute(Tuple.of(customer.tenant(), customer.customerId()))
                .map(rows -> {
                    Set<CustomerKey> leading = new HashSet<>();
                    rows.forEach(row -> leading.add(new CustomerKey(customer.tenant(), row.getString("customer_id"))));
                    return leading;
                });
    }

    @Override
    public Uni<Set<CustomerKey>> withDeals(SqlConnection transaction, Collection<CustomerKey> customers) {
        return transaction
                .preparedQuery(WITH_DEALS)
                .execute(KEYS.bind(customers))
                .map(rows -> {
                    Set<CustomerKey> found = new HashSet<>();
                    rows.forEach(
                            row -> found.add(new CustomerKey(row.getString("tenant"), row.getString("customer_id"))));
                    return found;
                });
    }

    @Override
    public Uni<Void> merge(
            SqlConnection transaction,
            CustomerKey goes,
            CustomerKey stays,
            CustomerCard former,
            boolean takesDeals,
            String author) {
        Tuple both = Tuple.of(goes.tenant(), goes.customerId(), stays.customerId());
        Tuple byAuthor = Tuple.of(goes.tenant(), goes.customerId(), stays.customerId(), author);
        Tuple recorded =
                Tuple.of(goes.tenant(), goes.customerId(), stays.customerId(), author, StoredCards.written(former));
        List<String> moved = new ArrayList<>(MOVED);
        Uni<?> deals = Uni.createFrom().voidItem();
        if (takesDeals) {
            moved.addAll(MOVED_WITH_DEALS);
            deals = Uni.createFrom()
                    .deferred(() -> transaction.preparedQuery(TAKE_DEALS).execute(both));
        }
        return transaction
                .preparedQuery(DROP_PATCHES_OF_BOTH)
                .execute(both)
                .chain(() -> move(transaction, moved, both))
                .chain(deals::replaceWithVoid)
                .chain(() -> transaction.preparedQuery(RECORD).execute(recorded))
                .chain(() -> transaction.preparedQuery(EMPTY).execute(byAuthor))
                .chain(() ->
                        transaction.preparedQuery(FORGET_SEARCH).execute(Tuple.of(goes.tenant(), goes.customerId())))
                .chain(() -> transaction.preparedQuery(FOLLOW).execute(both))
                .chain(() -> transaction.preparedQuery(REFER).execute(byAuthor))
                .replaceWithVoid();
    }

    private static Uni<Void> move(SqlConnection transaction, List<String> tables, Tuple both) {
        return Multi.createFrom()
                .iterable(tables)
                .onItem()
                .transformToUniAndConcatenate(table -> transaction
                        .preparedQuery(
                                "update " + table + " set customer_id = $3 where tenant = $1 and customer_id = $2")
                        .execute(both))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
