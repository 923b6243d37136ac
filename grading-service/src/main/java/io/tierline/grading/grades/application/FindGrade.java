package io.tierline.grading.grades.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.Grader;
import io.tierline.grading.grades.domain.GradingBasis;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.standards.application.Standards;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Reads a grade with all its reasons. */
@ApplicationScoped
public class FindGrade {

    private final Database database;
    private final Customers customers;
    private final Facts facts;
    private final GradingBases bases;
    private final Standards standards;

    FindGrade(Database database, Customers customers, Facts facts, GradingBases bases, Standards standards) {
        this.database = database;
        this.customers = customers;
        this.facts = facts;
        this.bases = bases;
        this.standards = standards;
    }

    /**
     * Which grade of a customer.
     *
     * @param asOf the past moment for which it is asked: what had been observed by then counts; null for now
     * @param standard the version to grade by; null for the active one
     */
    public record Question(Instant asOf, Integer standard) {

        /** The grade that the customer has. */
        public static final Question PRESENT = new Question(null, null);
    }

    /** The customer's grade at this moment; fails with a 404 problem when the tenant has no such customer. */
    public Uni<Grade> of(CustomerKey key) {
        return of(key, Question.PRESENT);
    }

    /**
     * The grade that the customer has, had, or would have by another standard; what is derived from the past is derived from
     * what is known of it today. Fails with a 404 problem when the tenant has no such customer, with a 422 one when the moment
     * lies ahead or there is no such version.
     */
    public Uni<Grade> of(CustomerKey key, Question question) {
        return customers.exists(key).chain(exists -> {
            if (!exists) {
                throw Problem.notFound(
                        "no-such-customer",
                        "There is no customer " + key.customerId() + " yet: nothing was said of it.");
            }
            return database.transaction(transaction -> customers
                    .now(transaction)
                    .chain(now -> {
                        if (question.asOf() != null && question.asOf().isAfter(now)) {
                            throw Problem.invalid(List.of(new Fault("?asOf", "lies ahead of now")));
                        }
                        return basis(transaction, key.tenant(), question.standard())
                                .chain(basis -> history(transaction, key, question.asOf())
                                        .map(history -> Grader.grade(
                                                history,
                                                basis.standard(),
                                                question.asOf() == null ? now : question.asOf(),
                                                basis.zone())));
                    }));
        });
    }

    private Uni<GradingBasis> basis(SqlConnection transaction, String tenant, Integer standard) {
        Uni<GradingBasis> active = bases.of(transaction, Set.of(tenant)).map(all -> all.get(tenant));
        return standard == null
                ? active
                : active.chain(basis -> standards
                        .version(transaction, tenant, standard)
                        .onItem()
                        .ifNull()
                        .failWith(
                                () -> Problem.invalid(List.of(new Fault("?standard", "is no version of the standard"))))
                        .map(asked -> new GradingBasis(basis.revision(), asked, basis.zone())));
    }

    private Uni<History> history(SqlConnection transaction, CustomerKey key, Instant asOf) {
        Uni<History> known = facts.histories(transaction, Set.of(key)).map(histories -> histories.get(key));
        return asOf == null
                ? known
                : known.chain(history ->
                        customers.statusAt(transaction, key, asOf).map(status -> history.asOf(asOf, status)));
    }
}
