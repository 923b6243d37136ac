package io.tierline.grading.fit.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Profile;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How well customers fit, as it is kept to be searched. */
public interface Fits {

    /**
     * A customer's fit.
     *
     * @param score 0 to 100, or null
     * @param revision the ideal profile's by which it was derived
     */
    record Kept(CustomerKey customer, Integer score, int revision) {}

    /** Customers whose fit was derived by an ideal profile that no longer holds, at most so many. */
    Uni<List<CustomerKey>> behind(int atMost);

    /** The profiles of the customers, who are locked in the order of their keys until the transaction ends. */
    Uni<Map<CustomerKey, Profile>> lockProfiles(SqlConnection transaction, Collection<CustomerKey> customers);

    /** The customer's profile; null when there is no such customer. */
    Uni<Profile> profile(CustomerKey customer);

    /** Keeps them; the customers have to be locked. */
    Uni<Void> keep(SqlConnection transaction, Collection<Kept> fits);
}
