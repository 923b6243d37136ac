package io.tierline.grading.fit.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.domain.CustomerProfile;
import io.tierline.grading.fit.application.Fits;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Profile;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fits in the table {@code customer}. */
@ApplicationScoped
class PostgresFits implements Fits {

    private static final Columns<CustomerKey> KEYS =
            new Columns<CustomerKey>().text("tenant", CustomerKey::tenant).text("customer_id", CustomerKey::customerId);

    private static final Columns<Kept> FITS =
            KEYS.over(Kept::customer).integer("fit", Kept::score).integer("fit_revision", Kept::revision);

    /** Tenants take turns, so that none waits behind another tenant's many. */
    private static final String BEHIND =
            "select behind.tenant, behind.customer_id from ideal_profile cross join lateral (select tenant, customer_id,"
                    + " row_number() over (order by fit_revision) as turn from (select tenant, customer_id, fit_revision"
                    + " from customer where customer.tenant = ideal_profile.tenant"
                    + " and fit_revision < ideal_profile.revision order by fit_revision limit $1) oldest) behind"
                    + " order by turn, tenant limit $1";

    private static final String LOCK = "select tenant, customer_id, profile::text as profile from customer"
            + " where (tenant, customer_id) in (select * from " + KEYS.unnestFrom(1)
            + ") order by tenant, customer_id for update";

    private static final String PROFILE =
            "select profile::text as profile from customer where tenant = $1 and customer_id = $2";

    private static final String KEEP = "update customer set fit = input.fit, fit_revision = input.fit_revision from "
            + FITS.unnestFrom(1)
            + " where customer.tenant = input.tenant and customer.customer_id = input.customer_id"
            + " and (customer.fit, customer.fit_revision) is distinct from (input.fit, input.fit_revision)";

    private final Database database;
    private final ObjectMapper json;

    PostgresFits(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Uni<List<CustomerKey>> behind(int atMost) {
        return database.pool().preparedQuery(BEHIND).execute(Tuple.of(atMost)).map(rows -> {
            List<CustomerKey> keys = new ArrayList<>();
            rows.forEach(row -> keys.add(key(row)));
            return keys;
        });
    }

    @Override
    public Uni<Map<CustomerKey, Profile>> lockProfiles(SqlConnection transaction, Collection<CustomerKey> customers) {
        List<CustomerKey> sorted = customers.stream().sorted().toList();
        return transaction.preparedQuery(LOCK).execute(KEYS.bind(sorted)).map(rows -> {
            Map<CustomerKey, Profile> profiles = new HashMap<>();
            rows.forEach(row -> profiles.put(key(row), profile(row)));
            return profiles;
        });
    }

    @Override
    public Uni<Profile> profile(CustomerKey customer) {
        return database.pool()
                .preparedQuery(PROFILE)
                .execute(Tuple.of(customer.tenant(), customer.customerId()))
                .map(rows -> rows.size() == 0 ? null : profile(rows.iterator().next()));
    }

    @Override
    public Uni<Void> keep(SqlConnection transaction, Collection<Kept> fits) {
        return transaction.preparedQuery(KEEP).execute(FITS.bind(fits)).replaceWithVoid();
    }

    private static CustomerKey key(Row row) {
        return new CustomerKey(row.getString("tenant"), row.getString("customer_id"));
    }

    /** As grading reads it, so that an expression means the same in both. */
    private Profile profile(Row row) {
        List<Fault> faults = new ArrayList<>();
        try {
            CustomerProfile read =
                    CustomerProfile.read(json.readValue(row.getString("profile"), Object.class), "", faults);
            if (faults.isEmpty()) {
                return new Profile(read.fields());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept profile is no JSON", e);
        }
        throw new IllegalStateException("A kept profile is wrong: " + faults);
    }
}
