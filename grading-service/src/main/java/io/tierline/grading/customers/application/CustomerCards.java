package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.customers.domain.Referrals;
import io.tierline.grading.grades.domain.CustomerKey;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What people say of customers. */
public interface CustomerCards {

    /**
     * A card as it is kept.
     *
     * @param revision from 1, one more with each change
     */
    record Kept(int revision, CustomerCard card) {}

    /**
     * A card that changes.
     *
     * @param before null for a customer that is new
     * @param revision the customer's after the change
     */
    record Changed(CustomerKey customer, CustomerCard before, CustomerCard after, int revision) {

        /** Names of the members that change. */
        public List<String> members() {
            return (before == null ? CustomerCard.BLANK : before).differences(after);
        }
    }

    /** The cards of the customers, which have to be locked. */
    Uni<Map<CustomerKey, Kept>> read(SqlConnection transaction, Collection<CustomerKey> customers);

    /**
     * The customers named, all who stand above them, and who brought each of these. Until the transaction ends nobody else
     * changes who brought whom in this tenant, nor merges anybody: to be called with the customers locked that change.
     */
    Uni<Referrals> referrals(SqlConnection transaction, String tenant, Collection<String> customers);

    /** Keeps changed cards, each customer's at most once, and who changed them. */
    Uni<Void> store(SqlConnection transaction, Collection<Changed> changed, String author);
}
