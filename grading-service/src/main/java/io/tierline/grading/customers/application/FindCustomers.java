package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.application.CustomerList.Entry;
import io.tierline.grading.customers.application.CustomerList.Listed;
import io.tierline.grading.customers.application.CustomerList.Order;
import io.tierline.grading.customers.application.CustomerList.Sort;
import io.tierline.grading.grades.application.GradingBases;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.standards.domain.Tier;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Reads customers: one, or those that match. */
@ApplicationScoped
public class FindCustomers {

    private final Database database;
    private final CustomerList list;
    private final GradingBases bases;

    FindCustomers(Database database, CustomerList list, GradingBases bases) {
        this.database = database;
        this.list = list;
        this.bases = bases;
    }

    /** One customer; fails with a 404 problem when there is none, a 410 when it was merged into another one. */
    public Uni<Entry> of(CustomerKey key) {
        return list.find(key).onItem().ifNull().failWith(() -> unknown(key.customerId()));
    }

    /** A page of the tenant's customers; parameters as for {@link CustomerList#page}. */
    public Uni<Listed> page(
            String tenant, CustomerFilter filter, Order order, String sought, int limit, String cursor) {
        return tiers(tenant, order).chain(tiers -> list.page(tenant, filter, order, sought, tiers, limit, cursor));
    }

    private Uni<List<String>> tiers(String tenant, Order order) {
        return order.sort() != Sort.TIER
                ? Uni.createFrom().item(List.of())
                : bases.of(database.pool(), Set.of(tenant))
                        .map(all -> all.get(tenant).standard().tiers().stream()
                                .map(Tier::code)
                                .toList());
    }

    /** The problem of a customer that is not there. */
    static Problem unknown(String customerId) {
        return Problem.notFound(
                "no-such-customer", "There is no customer " + customerId + " yet: nothing was said of it.");
    }
}
