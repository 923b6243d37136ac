package io.tierline.grading.grades.application;

import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.Extensions.Granted;
import io.tierline.grading.grades.application.GradeCustomers.Cause;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.Extension;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Grants a customer more time before its tier goes stale. */
@ApplicationScoped
public class ExtendTime {

    /**
     * The extension.
     *
     * @param isNew false if it had been granted already under the same id
     */
    public record Result(Granted granted, boolean isNew) {}

    private final Customers customers;
    private final Extensions extensions;
    private final GradeCustomers gradeCustomers;

    ExtendTime(Customers customers, Extensions extensions, GradeCustomers gradeCustomers) {
        this.customers = customers;
        this.extensions = extensions;
        this.gradeCustomers = gradeCustomers;
    }

    /**
     * Grants it as of now and grades the customer anew. Fails with a 404 problem if there is no such customer, with a 409 one if its
     * deal is closed or the id belongs to another extension.
     *
     * @param id the caller's, so that it can be sent again without harm; null for one that counts anew each time
     * @param days 1 to {@value Extension#MOST_DAYS}
     */
    public Uni<Result> grant(CustomerKey customer, String id, int days, String reason, String author) {
        String extensionId = id != null ? id : "ext:" + UlidCreator.getMonotonicUlid();
        return customers.exists(customer).chain(exists -> {
            if (!exists) {
                throw unknown(customer);
            }
            return gradeCustomers.after(
                    Set.of(customer),
                    (transaction, locked) -> customers
                            .now(transaction)
                            .map(now -> new Granted(extensionId, customer, new Extension(now, days, author, reason)))
                            .chain(granted -> keep(
                                    transaction, granted, locked.get(customer).state())));
        });
    }

    /** A page of the customer's extensions, newest first; fails with a 404 problem if there is no such customer. */
    public Uni<Page<Granted>> list(CustomerKey customer, int limit, String cursor) {
        return customers.exists(customer).chain(exists -> {
            if (!exists) {
                throw unknown(customer);
            }
            return extensions.list(customer, limit, cursor);
        });
    }

    private Uni<Effect<Result>> keep(SqlConnection transaction, Granted granted, State state) {
        return extensions
                .find(transaction, granted.customer().tenant(), granted.id())
                .chain(present -> {
                    if (present != null) {
                        return Uni.createFrom().item(new Effect<>(replayed(present, granted), Map.of()));
                    }
                    if (state != State.OPEN) {
                        throw Problem.conflict(
                                "customer-closed", "The deal with the customer is closed: it has no time to extend.");
                    }
                    return extensions.add(transaction, granted).map(added -> {
                        if (!added) {
                            throw taken(granted.id()); // by another customer's, at this very moment
                        }
                        return new Effect<>(
                                new Result(granted, true),
                                Map.of(granted.customer(), new Cause(Reason.EXTENSION, granted.id())));
                    });
                });
    }

    private static Result replayed(Granted present, Granted granted) {
        boolean same = present.customer().equals(granted.customer())
                && present.extension().days() == granted.extension().days()
                && present.extension().author().equals(granted.extension().author())
                && present.extension().reason().equals(granted.extension().reason());
        if (!same) {
            throw taken(granted.id());
        }
        return new Result(present, false);
    }

    private static Problem taken(String id) {
        return Problem.conflict("extension-conflict", "Another extension has the id " + id + " already.");
    }

    private static Problem unknown(CustomerKey customer) {
        return Problem.notFound(
                "no-such-customer",
                "There is no customer " + customer.customerId() + " yet: no call and no patch names it.");
    }
}
