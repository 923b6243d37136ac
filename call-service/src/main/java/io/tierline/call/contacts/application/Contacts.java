package io.tierline.call.contacts.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.domain.Contact;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
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
     * A number that calls have met.
     *
     * @param proposal who is to be taken in for it, should nobody know it
     * @param first when the first of the calls began
     * @param last when the last of them began
     */
    record Met(Contact proposal, Instant first, Instant last) {

        /** The number. */
        public Number number() {
            return new Number(proposal.tenant(), proposal.phone());
        }
    }

    /**
     * Who is behind a number.
     *
     * @param contact null when the person was erased and none of the calls is of later
     * @param erasedAt when the person was erased, if any of the calls is of earlier; else null
     * @param takenIn whether it was taken in just now
     */
    record Known(Contact contact, Instant erasedAt, boolean takenIn) {

        /** Whether a call of the number tells of a person who has been erased since. */
        public boolean isErased(Instant startedAt) {
            return erasedAt != null && startedAt.isBefore(erasedAt);
        }
    }

    /**
     * Who is behind the numbers, within a transaction; until it ends, none of them is erased or goes to another customer. A
     * number that nobody knows yet is taken in as the contact that is proposed for it, unless its person was erased and the calls are all from before;
     * when two transactions meet the same new number, both get the one contact that was first.
     *
     * @param met at most one for each number
     * @return an answer for every number that was asked about
     */
    Uni<Map<Number, Known>> resolve(SqlConnection transaction, List<Met> met);

    /** Takes those out again that {@link #resolve} has taken in, in the same transaction. None is fine. */
    Uni<Void> drop(SqlConnection transaction, Collection<Number> takenIn);

    /** When the persons behind the numbers were erased last, of those numbers for which that is so. */
    Uni<Map<Number, Instant>> erased(SqlConnection transaction, Collection<Number> numbers);
}
