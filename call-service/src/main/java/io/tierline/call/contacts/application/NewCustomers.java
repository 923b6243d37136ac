package io.tierline.call.contacts.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.domain.Phone;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which customer ids a new customer may have: no phone number, because ids are part of keys, topics and logs. A
 * customer that exists keeps its id, whatever it looks like. The database is asked only about ids that are numbers.
 */
@ApplicationScoped
public class NewCustomers {

    /**
     * A customer as a request names it.
     *
     * @param customerId null when it names none
     * @param phone E.164, the number named with it, or null
     */
    public record Named(String customerId, String phone) {

        /** Whether the id is a phone number. */
        public boolean isNumber() {
            return customerId != null && Phone.isNumberAsId(customerId, phone);
        }
    }

    private final KnownCustomers customers;

    NewCustomers(KnownCustomers customers) {
        this.customers = customers;
    }

    /** The ids that are phone numbers and of no customer yet; usually none. */
    public Uni<Set<String>> refused(SqlClient client, String tenant, Collection<Named> named) {
        Set<String> numbers =
                named.stream().filter(Named::isNumber).map(Named::customerId).collect(Collectors.toSet());
        return numbers.isEmpty() ? Uni.createFrom().item(Set.of()) : customers.unknown(client, tenant, numbers);
    }

    /** Fails with a 422 problem when the customer would be new and its id is a phone number. */
    public Uni<Void> refuse(SqlClient client, String tenant, Named named) {
        return refused(client, tenant, List.of(named)).map(refused -> {
            if (!refused.isEmpty()) {
                throw numberAsId();
            }
            return null;
        });
    }

    /** The problem of a new customer whose id is a phone number. */
    public static Problem numberAsId() {
        return Problem.invalid(
                List.of(new Fault("/customerId", "is a phone number, which the id of a new customer must not be")));
    }
}
