package io.tierline.grading;

import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.security.Caller;

/** The customer that a path names. */
public final class CustomerPath {

    private CustomerPath() {}

    /**
     * The caller's customer with this id, whether there is one or not.
     *
     * @throws Problem 404 when no customer can have the id
     */
    public static CustomerKey key(Caller caller, String customerId) {
        if (!Texts.ID.matcher(customerId).matches()) {
            throw Problem.notFound("no-such-customer", "No customer can have this id.");
        }
        return new CustomerKey(caller.tenant(), customerId);
    }
}
