package io.tierline.analytics.deals.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.deals.application.Lifecycles;
import io.tierline.analytics.deals.domain.Closing;
import io.tierline.analytics.deals.domain.Closing.Criterion;
import io.tierline.analytics.deals.domain.Customer;
import io.tierline.analytics.deals.domain.LifecycleEntry;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * Customers and closings in the tables {@code customer} and {@code closing}: one statement per kind and batch. Of each id
 * the batch's highest revision is taken, and only if it is higher than the stored one. Rows are locked in the order of their
 * keys, customers first, so that any number of instances can write without deadlock.
 */
@ApplicationScoped
class PostgresLifecycles implements Lifecycles {

    private static final Columns<Customer> CUSTOMERS = new Columns<Customer>()
            .text("tenant", Customer::tenant)
            .text("customer_id", Customer::id)
            .integer("revision", Customer::revision)
            .text("status", customer -> customer.status().word())
            .integer("round", Customer::round)
            .instant("round_start", Customer::roundStart)
            .text("owner_rep", Customer::ownerRep)
            .text("owner_team", Customer::ownerTeam)
            .text("profile", PostgresLifecycles::profile)
            .text("referred_by", Customer::referredBy)
            .text("merged_into", Customer::mergedInto)
            .instant("at", Customer::at);

    private static final Columns<Closing> CLOSINGS = new Columns<Closing>()
            .text("tenant", Closing::tenant)
            .text("closing_id", Closing::id)
            .integer("revision", Closing::revision)
            .text("customer_id", Closing::customerId)
            .integer("round", Closing::round)
            .text("result", closing -> closing.result().word())
            .text("reasons", closing -> String.join(",", closing.reasons()))
            .text("competitor", Closing::competitor)
            .text(
                    "amount",
                    closing -> closing.amount() == null
                            ? null
                            : closing.amount().value().toPlainString())
            .text(
                    "currency",
                    closing ->
                            closing.amount() == null ? null : closing.amount().currency())
            .instant("closed_at", Closing::closedAt)
            .text("rep", Closing::rep)
            .text("team", Closing::team)
            .text("tier", Closing::tier)
            .text("basis", Closing::basis)
            .integer("standard", Closing::standard)
            .text("unmet", closing -> criteria(closing.unmet()))
            .text("met", closing -> criteria(closing.met()))
            .text(
                    "reopening_kind",
                    closing -> closing.reopening() == null
                            ? null
                            : closing.reopening().kind())
            .instant(
                    "reopening_at",
                    closing -> closing.reopening() == null
                            ? null
                            : closing.reopening().at())
            .instant("at", Closing::at);

    private static final String KEEP_CUSTOMERS = keep("customer", CUSTOMERS, Map.of("profile", "profile::jsonb"));
    private static final String KEEP_CLOSINGS = keep(
            "closing",
            CLOSINGS,
            Map.of(
                    "reasons", "string_to_array(reasons, ',')",
                    "amount", "amount::numeric",
                    "unmet", "unmet::jsonb",
                    "met", "met::jsonb"));

    private final Database database;

    PostgresLifecycles(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> keep(List<LifecycleEntry> entries) {
        return database.transaction(transaction -> keep(
                        transaction, KEEP_CUSTOMERS, CUSTOMERS, only(Customer.class, entries))
                .chain(() -> keep(transaction, KEEP_CLOSINGS, CLOSINGS, only(Closing.class, entries))));
    }

    /** @param conversions of the columns that come as text and are kept as something else */
    private static String keep(String table, Columns<?> columns, Map<String, String> conversions) {
        List<String> names = List.of(columns.names("").split(", "));
        return """
                insert into %1$s (%2$s)
                select distinct on (tenant collate "C", %1$s_id collate "C") %3$s from %4$s
                order by tenant collate "C", %1$s_id collate "C", revision desc
                on conflict (tenant, %1$s_id) do update set (%2$s) = (%5$s)
                where %1$s.revision < excluded.revision
                """.formatted(
                        table,
                        columns.names(""),
                        String.join(
                                ", ",
                                names.stream()
                                        .map(name -> conversions.getOrDefault(name, name))
                                        .toList()),
                        columns.unnestFrom(1),
                        columns.names("excluded."));
    }

    private static <E> Uni<Void> keep(SqlConnection transaction, String sql, Columns<E> columns, List<E> entries) {
        return entries.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(sql).execute(columns.bind(entries)).replaceWithVoid();
    }

    private static <E extends LifecycleEntry> List<E> only(Class<E> kind, List<LifecycleEntry> entries) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static String profile(Customer customer) {
        JsonObject profile = new JsonObject();
        customer.profile().forEach((field, value) -> profile.put(field.word(), value));
        return profile.encode();
    }

    private static String criteria(List<Criterion> criteria) {
        JsonArray array = new JsonArray();
        criteria.forEach(
                each -> array.add(new JsonObject().put("tier", each.tier()).put("criterion", each.id())));
        return array.encode();
    }
}
