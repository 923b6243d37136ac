package io.tierline.analytics.tiers.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.tiers.application.TierChanges;
import io.tierline.analytics.tiers.domain.TierChange;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The changes in the table {@code tier_change}, and what follows from them in {@code tier_stay}. Four statements for a
 * batch of any size, in one transaction:
 *
 * <ul>
 *   <li>The customers are locked first, in the order of their keys: any number of instances can write without deadlock, and
 *       of two that write about the same customer the later one sees in its later statements what the earlier one did.
 *   <li>A change whose position or version is there already changes nothing.
 *   <li>All stays of the customers that something new is known of are made anew from all of their changes, so that it does
 *       not matter in which order these come. Only rows that differ are written.
 * </ul>
 */
@ApplicationScoped
class PostgresTierChanges implements TierChanges {

    private record Customer(String tenant, String id) {}

    private static final Columns<TierChange> COLUMNS = new Columns<TierChange>()
            .text("tenant", TierChange::tenant)
            .bigint("position", TierChange::position)
            .text("customer_id", TierChange::customerId)
            .integer("version", TierChange::version)
            .text("kind", change -> change.kind().word())
            .text("from_tier", TierChange::from)
            .text("to_tier", TierChange::to)
            .text("reason", change -> change.reason().word())
            .integer("standard", TierChange::standard)
            .text("cause", TierChange::cause)
            .text("rep", TierChange::rep)
            .text("team", TierChange::team)
            .instant("at", TierChange::at);

    private static final Columns<Customer> CUSTOMERS =
            new Columns<Customer>().text("tenant", Customer::tenant).text("customer_id", Customer::id);

    private static final String STATE = "standing, tier, since, until, before_standing, before_tier, after_standing,"
            + " after_tier, rep, team, overdue_at, overdue_since";

    private static final String MAKE_LOCKABLE = """
            insert into tiered_customer (tenant, customer_id)
            select tenant, customer_id
            from %s order by tenant collate "C", customer_id collate "C"
            on conflict do nothing
            """.formatted(CUSTOMERS.unnestFrom(1));

    private static final String LOCK = """
            select 1 from tiered_customer
            where (tenant, customer_id) in (select tenant, customer_id from %s)
            order by tenant, customer_id for update
            """.formatted(CUSTOMERS.unnestFrom(1));

    private static final String KEEP = """
            insert into tier_change (%1$s)
            select %1$s from %2$s order by tenant collate "C", position
            on conflict do nothing
            returning tenant, customer_id
            """.formatted(COLUMNS.names(""), COLUMNS.unnestFrom(1));

    private static final String MAKE_STAYS = """
            with told as (
                select tenant, customer_id, version, kind = 'changed' as begins, to_tier, reason, rep, team,
                    max(at) over versions as at, count(*) filter (where kind = 'changed') over versions as stay
                from tier_change
                where (tenant, customer_id) in (select tenant, customer_id from %1$s)
                window versions as (partition by tenant, customer_id order by version)
            ), timed as (
                select *, min(at) filter (where not begins) over its as overdue_at,
                    max(at) filter (where not begins) over its as overdue_since
                from told window its as (partition by tenant, customer_id, stay)
            ), begun as (
                select tenant, customer_id, version, at as since, to_tier as tier, rep, team, overdue_at, overdue_since,
                    case when to_tier is not null then 'tier' when reason = 'status' then 'closed' else 'ungraded' end
                        as standing
                from timed where begins
            ), made as (
                select *, lead(since) over stays as until,
                    coalesce(lag(standing) over stays, 'new') as before_standing, lag(tier) over stays as before_tier,
                    lead(standing) over stays as after_standing, lead(tier) over stays as after_tier
                from begun window stays as (partition by tenant, customer_id order by version)
            )
            insert into tier_stay (tenant, customer_id, version, %2$s)
            select tenant, customer_id, version, %2$s from made
            on conflict (tenant, customer_id, version) do update set (%2$s) = (%3$s)
            where (%4$s) is distinct from (%3$s)
            """.formatted(
                    CUSTOMERS.unnestFrom(1),
                    STATE,
                    STATE.replaceAll("(\\w+)", "excluded.$1"),
                    STATE.replaceAll("(\\w+)", "tier_stay.$1"));

    private final Database database;

    PostgresTierChanges(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Integer> keep(List<TierChange> changes) {
        List<Customer> customers = changes.stream()
                .map(change -> new Customer(change.tenant(), change.customerId()))
                .distinct()
                .toList();
        return database.transaction(transaction -> transaction
                .preparedQuery(MAKE_LOCKABLE)
                .execute(CUSTOMERS.bind(customers))
                .chain(() -> transaction.preparedQuery(LOCK).execute(CUSTOMERS.bind(customers)))
                .chain(() -> transaction.preparedQuery(KEEP).execute(COLUMNS.bind(changes)))
                .chain(kept -> makeStays(
                                transaction,
                                StreamSupport.stream(kept.spliterator(), false)
                                        .map(PostgresTierChanges::customerOf)
                                        .distinct()
                                        .toList())
                        .replaceWith(kept.rowCount())));
    }

    private static Uni<Void> makeStays(SqlConnection transaction, List<Customer> customers) {
        return customers.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(MAKE_STAYS)
                        .execute(CUSTOMERS.bind(customers))
                        .replaceWithVoid();
    }

    private static Customer customerOf(Row row) {
        return new Customer(row.getString("tenant"), row.getString("customer_id"));
    }
}
