package io.tierline.grading.grades.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.domain.CustomerProfile;
import io.tierline.grading.grades.application.CallOutcome;
import io.tierline.grading.grades.application.Facts;
import io.tierline.grading.grades.domain.CallFacts;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus;
import io.tierline.grading.grades.domain.Extension;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.grades.domain.PatchFacts;
import io.tierline.grading.grades.domain.Profile;
import io.tierline.grading.grades.domain.Statement;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Facts in the tables {@code call_fact} and {@code qualification_patch}. */
@ApplicationScoped
class PostgresFacts implements Facts {

    private static final Columns<CallOutcome> CALLS = new Columns<CallOutcome>()
            .text("tenant", CallOutcome::tenant)
            .text("call_id", CallOutcome::callId)
            .integer("revision", CallOutcome::revision)
            .text("customer_id", CallOutcome::customerId)
            .text("contact_role", CallOutcome::contactRole)
            .text("rep", CallOutcome::rep)
            .text("team", CallOutcome::team)
            .instant("started_at", CallOutcome::startedAt)
            .text("outcome", CallOutcome::outcome)
            .instant("follow_up_at", CallOutcome::followUpAt)
            .flag("follow_up_cancelled", CallOutcome::followUpCancelled)
            .flag("meeting_missed", CallOutcome::meetingMissed)
            .flag("voided", CallOutcome::voided)
            .text("qualification", CallOutcome::qualification);

    private static final Columns<CustomerKey> CUSTOMERS = PostgresCustomers.KEYS;

    private static final String CUSTOMERS_OF = "select distinct call_fact.tenant, call_fact.customer_id from "
            + CALLS.unnestFrom(1)
            + " join call_fact using (tenant, call_id) union select customer.tenant, merged_into from "
            + CALLS.unnestFrom(1) + " join customer using (tenant, customer_id) where merged_into is not null";

    /**
     * A call is kept at the highest revision that arrived, whatever the order and however often: the condition is checked
     * on the row that the insert ran into, under its lock.
     */
    private static final String KEEP_CALLS = "insert into call_fact as kept (" + CALLS.names("") + ") select "
            + CALLS.names("input.") + " from " + CALLS.unnestFrom(1)
            + " order by tenant, call_id on conflict (tenant, call_id) do update set (" + CALLS.names("") + ") = ("
            + CALLS.names("excluded.") + ") where kept.revision < excluded.revision"
            + " returning new.tenant, new.call_id, old.customer_id as before,"
            + " coalesce(old.outcome is not null and not old.voided, false) as had_outcome";

    private static final String KEEP_PATCH =
            "insert into qualification_patch (tenant, patch_id, customer_id, observed_at, author, qualification)"
                    + " values ($1, $2, $3, $4, $5, $6)"
                    + " on conflict (tenant, customer_id, observed_at, author, qualification)"
                    + " do update set author = excluded.author returning patch_id";

    private static final String READ_CALLS = "select call_fact.* from " + CUSTOMERS.unnestFrom(1)
            + " join call_fact using (tenant, customer_id) where not voided";
    private static final String READ_PATCHES = "select qualification_patch.* from " + CUSTOMERS.unnestFrom(1)
            + " join qualification_patch using (tenant, customer_id)";
    private static final String READ_EXTENSIONS =
            "select extension.* from " + CUSTOMERS.unnestFrom(1) + " join extension using (tenant, customer_id)";
    private static final String READ_CUSTOMERS =
            "select tenant, customer_id, status, round_start, profile::text as profile from " + CUSTOMERS.unnestFrom(1)
                    + " join customer using (tenant, customer_id)";

    private final Database database;
    private final ObjectMapper json;

    PostgresFacts(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Uni<Set<CustomerKey>> customersOf(Collection<CallOutcome> calls) {
        return database.pool()
                .preparedQuery(CUSTOMERS_OF)
                .execute(CALLS.bind(calls))
                .map(rows -> {
                    Set<CustomerKey> customers = new HashSet<>();
                    rows.forEach(row -> customers.add(PostgresCustomers.key(row)));
                    return customers;
                });
    }

    @Override
    public Uni<List<Changed>> keep(SqlConnection transaction, Collection<CallOutcome> calls) {
        List<CallOutcome> sorted = calls.stream()
                .sorted(Comparator.comparing(CallOutcome::tenant).thenComparing(CallOutcome::callId))
                .toList();
        Map<List<String>, CallOutcome> byId = new HashMap<>();
        sorted.forEach(call -> byId.put(List.of(call.tenant(), call.callId()), call));
        return transaction.preparedQuery(KEEP_CALLS).execute(CALLS.bind(sorted)).map(rows -> {
            List<Changed> changed = new ArrayList<>(rows.size());
            for (Row row : rows) {
                CallOutcome call = byId.get(List.of(row.getString("tenant"), row.getString("call_id")));
                String before = row.getString("before");
                changed.add(new Changed(
                        call,
                        before == null ? null : new CustomerKey(call.tenant(), before),
                        row.getBoolean("had_outcome")));
            }
            return changed;
        });
    }

    @Override
    public Uni<String> keep(SqlConnection transaction, CustomerKey customer, PatchFacts patch) {
        return transaction
                .preparedQuery(KEEP_PATCH)
                .execute(Tuple.tuple()
                        .addString(customer.tenant())
                        .addString(patch.id())
                        .addString(customer.customerId())
                        .addValue(Columns.inUtc(patch.observedAt()))
                        .addString(patch.author())
                        .addString(written(patch.statement())))
                .map(rows -> rows.iterator().next().getString("patch_id"));
    }

    @Override
    public Uni<Map<CustomerKey, History>> histories(SqlConnection transaction, Collection<CustomerKey> customers) {
        Map<CustomerKey, List<CallFacts>> calls = new HashMap<>();
        Map<CustomerKey, List<PatchFacts>> patches = new HashMap<>();
        Map<CustomerKey, List<Extension>> extensions = new HashMap<>();
        Map<CustomerKey, CustomerStatus> statuses = new HashMap<>();
        Map<CustomerKey, Profile> profiles = new HashMap<>();
        customers.forEach(customer -> {
            calls.put(customer, new ArrayList<>());
            patches.put(customer, new ArrayList<>());
            extensions.put(customer, new ArrayList<>());
        });
        Tuple keys = CUSTOMERS.bind(customers);
        return transaction
                .preparedQuery(READ_CALLS)
                .execute(keys)
                .invoke(rows -> rows.forEach(
                        row -> calls.get(PostgresCustomers.key(row)).add(call(row))))
                .chain(() -> transaction.preparedQuery(READ_PATCHES).execute(keys))
                .invoke(rows -> rows.forEach(
                        row -> patches.get(PostgresCustomers.key(row)).add(patch(row))))
                .chain(() -> transaction.preparedQuery(READ_EXTENSIONS).execute(keys))
                .invoke(rows -> rows.forEach(
                        row -> extensions.get(PostgresCustomers.key(row)).add(extension(row))))
                .chain(() -> transaction.preparedQuery(READ_CUSTOMERS).execute(keys))
                .map(rows -> {
                    rows.forEach(row -> {
                        statuses.put(PostgresCustomers.key(row), PostgresCustomers.status(row));
                        profiles.put(PostgresCustomers.key(row), profile(row));
                    });
                    Map<CustomerKey, History> histories = new HashMap<>();
                    customers.forEach(customer -> histories.put(
                            customer,
                            new History(
                                    calls.get(customer),
                                    patches.get(customer),
                                    extensions.get(customer),
                                    statuses.getOrDefault(customer, CustomerStatus.OPEN),
                                    profiles.getOrDefault(customer, Profile.UNKNOWN))));
                    return histories;
                });
    }

    private CallFacts call(Row row) {
        return new CallFacts(
                row.getString("call_id"),
                Columns.instant(row, "started_at"),
                Optional.ofNullable(row.getString("contact_role")).map(Role::valueOf),
                Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf),
                Optional.ofNullable(Columns.instant(row, "follow_up_at")),
                row.getBoolean("follow_up_cancelled"),
                Optional.ofNullable(row.getString("rep")),
                Optional.ofNullable(row.getString("team")),
                row.getBoolean("meeting_missed"),
                statement(row));
    }

    private PatchFacts patch(Row row) {
        return new PatchFacts(
                row.getString("patch_id"),
                Columns.instant(row, "observed_at"),
                row.getString("author"),
                statement(row));
    }

    static Extension extension(Row row) {
        return new Extension(
                Columns.instant(row, "recorded_at"),
                row.getInteger("days"),
                row.getString("author"),
                row.getString("reason"));
    }

    private Profile profile(Row row) {
        String profile = row.getString("profile");
        if (profile.equals("{}")) {
            return Profile.UNKNOWN;
        }
        List<Fault> faults = new ArrayList<>();
        try {
            CustomerProfile read = CustomerProfile.read(json.readValue(profile, Object.class), "", faults);
            if (faults.isEmpty()) {
                return new Profile(read.fields());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept profile is no JSON", e);
        }
        throw new IllegalStateException("A kept profile is wrong: " + faults);
    }

    private Statement statement(Row row) {
        String qualification = row.getString("qualification");
        if (qualification == null) {
            return Statement.SILENT;
        }
        List<Fault> faults = new ArrayList<>();
        try {
            Statement statement = Statement.read(json.readValue(qualification, Object.class), "", faults);
            if (faults.isEmpty()) {
                return statement;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept qualification is no JSON", e);
        }
        throw new IllegalStateException("A kept qualification is wrong: " + faults);
    }

    private String written(Statement statement) {
        try {
            return json.writeValueAsString(statement.toTree());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A statement cannot be written as JSON", e);
        }
    }
}
