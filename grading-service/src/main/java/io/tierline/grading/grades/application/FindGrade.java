package io.tierline.grading.grades.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.Customers.Filter;
import io.tierline.grading.grades.application.Customers.Listed;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.Grader;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Reads grades: one with all its reasons, or many as they are kept. */
@ApplicationScoped
public class FindGrade {

    private final Database database;
    private final Customers customers;
    private final Facts facts;
    private final GradingBases bases;

    FindGrade(Database database, Customers customers, Facts facts, GradingBases bases) {
        this.database = database;
        this.customers = customers;
        this.facts = facts;
        this.bases = bases;
    }

    /** The customer's grade at this moment; fails with a 404 problem when the tenant has no such customer. */
    public Uni<Grade> of(CustomerKey key) {
        return customers.exists(key).chain(exists -> {
            if (!exists) {
                throw Problem.notFound(
                        "no-such-customer",
                        "There is no customer " + key.customerId() + " yet: no call and no patch names it.");
            }
            return database.transaction(transaction -> customers
                    .now(transaction)
                    .chain(now -> bases.of(transaction, Set.of(key.tenant()))
                            .map(all -> all.get(key.tenant()))
                            .chain(basis -> facts.histories(transaction, Set.of(key))
                                    .map(histories ->
                                            Grader.grade(histories.get(key), basis.standard(), now, basis.zone())))));
        });
    }

    /** A page of the tenant's customers, by id. */
    public Uni<Listed> list(String tenant, Filter filter, int limit, String cursor) {
        return customers.list(tenant, filter, limit, cursor);
    }
}
