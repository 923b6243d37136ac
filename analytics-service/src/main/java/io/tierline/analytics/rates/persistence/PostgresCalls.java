package io.tierline.analytics.rates.persistence;

import static java.util.stream.Collectors.joining;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.application.Calls;
import io.tierline.analytics.rates.application.RatesFeed;
import io.tierline.analytics.rates.domain.Call;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keeps calls and counts them, one statement per batch, and three more for the customers' first calls.
 *
 * <ul>
 *   <li>Of each call the batch's highest revision is taken, and only if it is higher than the stored one: the same call
 *       delivered twice, late or out of order changes nothing. Of the same revision the complete event is the higher one:
 *       an older publisher did not tell everything, and republication makes up for it.
 *   <li>What a call counted for before is taken off and what it counts for now is added, from the very row versions that
 *       the statement replaced: the counters always equal a recount of the calls. A voided call counts for nothing.
 *   <li>The first call of every customer that a call in which somebody was reached has come to, or gone from, is looked up
 *       anew. The customer is locked before, and the look-up is a statement of its own: of two writers the later one sees
 *       what the earlier one did.
 *   <li>Calls, their counters, customers, the first calls' counters are locked one kind after the other, each in the order
 *       of its keys, so that any number of instances can write without deadlock.
 *   <li>Whoever watches rates of a tenant whose calls have changed hears of it with the commit.
 * </ul>
 */
@ApplicationScoped
class PostgresCalls implements Calls {

    private record Customer(String tenant, String id) {}

    private static final Columns<Call> COLUMNS = new Columns<Call>()
            .text("tenant", Call::tenant)
            .text("call_id", Call::callId)
            .integer("revision", Call::revision)
            .flag("complete", Call::complete)
            .text("customer_id", Call::customerId)
            .text("contact_role", call -> name(call.contactRole()))
            .text("rep", Call::rep)
            .text("team", Call::team)
            .text("campaign", Call::campaign)
            .text("direction", call -> call.direction().word())
            .instant("started_at", Call::startedAt)
            .text("status", call -> call.status().word())
            .text("outcome", call -> name(call.outcome()))
            .instant("summarised_at", Call::summarisedAt)
            .instant("follow_up_at", call -> call.agenda().followUpAt())
            .flag("follow_up_cancelled", call -> call.agenda().followUpCancelled())
            .instant("meeting_at", call -> call.agenda().meetingAt())
            .text(
                    "meeting_result",
                    call -> call.agenda().meetingResult() == null
                            ? null
                            : call.agenda().meetingResult().word())
            .integer("meeting_moves", call -> call.agenda().meetingMoves())
            .integer("talk_seconds", Call::talkSeconds)
            .flag("voided", Call::voided)
            .text("flag_list", call -> String.join(",", call.flags()));

    private static final Columns<Customer> CUSTOMERS =
            new Columns<Customer>().text("tenant", Customer::tenant).text("customer_id", Customer::id);

    private static final String REACHED =
            Outcome.REACHED.stream().map(outcome -> "'" + outcome.name() + "'").collect(joining(", ", "(", ")"));

    private static final String STATE =
            "revision, complete, customer_id, contact_role, rep, team, campaign, direction, started_at, status, outcome,"
                    + " summarised_at, follow_up_at, follow_up_cancelled, meeting_at, meeting_result, meeting_moves,"
                    + " talk_seconds, voided, flags";

    private static final String FIRST =
            "call_id, rep, team, campaign, direction, started_at, status, outcome, talk_seconds, flagged";

    private static final String KEEP = """
            with input as (
                select distinct on (tenant collate "C", call_id collate "C") *, string_to_array(flag_list, ',') as flags
                from %1$s
                order by tenant collate "C", call_id collate "C", revision desc, complete desc
            ), changed as (
                insert into call (tenant, call_id, %2$s)
                select tenant, call_id, %2$s from input order by tenant collate "C", call_id collate "C"
                on conflict (tenant, call_id) do update set (%2$s) = (%3$s)
                where (call.revision, call.complete) < (excluded.revision, excluded.complete)
                returning old as before, new as after
            ), %4$s
            , reached as (
                select distinct (state).tenant, (state).customer_id
                from changed, lateral (values (before), (after)) as side (state)
                where not (state).voided and (state).outcome in %5$s
            )
            select (select count(*)::int from changed) as changed,
                array(select tenant from reached order by tenant, customer_id) as tenants,
                array(select customer_id from reached order by tenant, customer_id) as customers,
                (select count(pg_notify('%6$s', %7$s)) from (select distinct (after).tenant from changed) as told) as told
            """.formatted(
                    COLUMNS.unnestFrom(1),
                    STATE,
                    STATE.replaceAll("(\\w+)", "excluded.$1"),
                    Counted.CALLS.count("changed"),
                    REACHED,
                    RatesFeed.CHANNEL,
                    RatesFeed.TOLD);

    private static final String MAKE_LOCKABLE = """
            insert into first_call (tenant, customer_id)
            select tenant, customer_id from %s order by tenant collate "C", customer_id collate "C"
            on conflict (tenant, customer_id) do nothing
            """.formatted(CUSTOMERS.unnestFrom(1));

    private static final String LOCK = """
            select 1 from first_call join %s using (tenant, customer_id)
            order by first_call.tenant, first_call.customer_id for update of first_call
            """.formatted(CUSTOMERS.unnestFrom(1));

    private static final String LOOK_UP = """
            with found as (
                select input.tenant, input.customer_id, first.*
                from %1$s left join lateral (
                    select %2$s from call
                    where call.tenant = input.tenant and call.customer_id = input.customer_id
                        and not voided and outcome in %3$s
                    order by started_at, call_id limit 1
                ) as first on true
            ), moved as (
                update first_call set (%2$s) = (%4$s)
                from found where first_call.tenant = found.tenant and first_call.customer_id = found.customer_id
                    and (%5$s) is distinct from (%4$s)
                returning old as before, new as after
            ), %6$s
            select count(*) from moved
            """.formatted(
                    CUSTOMERS.unnestFrom(1),
                    FIRST,
                    REACHED,
                    FIRST.replaceAll("(\\w+)", "found.$1"),
                    FIRST.replaceAll("(\\w+)", "first_call.$1"),
                    Counted.FIRST_CALLS.count("moved"));

    private final Database database;

    PostgresCalls(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Integer> keep(List<Call> calls) {
        return database.transaction(transaction -> transaction
                .preparedQuery(KEEP)
                .execute(COLUMNS.bind(calls))
                .map(rows -> rows.iterator().next())
                .chain(row -> lookUpFirstCalls(transaction, reachedIn(row)).replaceWith(row.getInteger("changed"))));
    }

    private static Uni<Void> lookUpFirstCalls(SqlConnection transaction, List<Customer> customers) {
        if (customers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(MAKE_LOCKABLE)
                .execute(CUSTOMERS.bind(customers))
                .chain(() -> transaction.preparedQuery(LOCK).execute(CUSTOMERS.bind(customers)))
                .chain(() -> transaction.preparedQuery(LOOK_UP).execute(CUSTOMERS.bind(customers)))
                .replaceWithVoid();
    }

    private static String name(Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    private static List<Customer> reachedIn(Row row) {
        String[] tenants = row.getArrayOfStrings("tenants");
        String[] customers = row.getArrayOfStrings("customers");
        return IntStream.range(0, tenants.length)
                .mapToObj(i -> new Customer(tenants[i], customers[i]))
                .toList();
    }
}
