package io.tierline.call.contacts.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.domain.Contact;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;

/** Who is behind a phone number. */
public interface Contacts {

    /**
     * A number of a tenant.
     *
     * @param phone E.164
     */
    record Number(String tenant, String phone) implements Comparable<Number> {

        @Override
        public int compareTo(Number other) {
            int byTenant = tenant.compareTo(other.tenant);
            return byTenant != 0 ? byTenant : phone.compareTo(other.phone);
        }
    }

    /**
     * The contacts behind the numbers, within a transaction. A number that nobody knows yet is taken in as the contact
     * that is proposed for it; when two transactions meet the same new number, both get the one contact that was first.
     * None of the numbers goes to another customer before the transaction ends.
     *
     * @param proposals a contact for each number, at most one per number
     * @return a contact for every number that was asked about
     */
    Uni<Map<Number, Contact>> resolve(SqlConnection transaction, List<Contact> proposals);
}
