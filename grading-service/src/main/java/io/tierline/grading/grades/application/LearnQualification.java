package io.tierline.grading.grades.application;

import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.GradeCustomers.Cause;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.PatchFacts;
import io.tierline.grading.grades.domain.Statement;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Takes in what somebody has learned about a customer outside a call. */
@ApplicationScoped
public class LearnQualification {

    private final Facts facts;
    private final GradeCustomers gradeCustomers;

    LearnQualification(Facts facts, GradeCustomers gradeCustomers) {
        this.facts = facts;
        this.gradeCustomers = gradeCustomers;
    }

    /**
     * Keeps the statement and grades the customer again; makes the customer if its first call is still under way. Fails with a
     * 422 problem when a new customer is to have a phone number as its id.
     *
     * @param observedAt when it was learned
     * @param author who says so
     */
    public Uni<Void> learn(CustomerKey customer, Instant observedAt, String author, Statement statement) {
        PatchFacts patch = new PatchFacts("patch:" + UlidCreator.getMonotonicUlid(), observedAt, author, statement);
        return gradeCustomers.after(Set.of(customer), (transaction, locked) -> {
            if (locked.get(customer).standard() == 0) {
                Customers.refuseNumberAsId(customer);
            }
            return facts.keep(transaction, customer, patch)
                    .map(id -> Effect.of(Map.of(customer, new Cause(Reason.QUALIFICATION, id))));
        });
    }
}
