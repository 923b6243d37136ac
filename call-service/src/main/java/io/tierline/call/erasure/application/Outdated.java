package io.tierline.call.erasure.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.erasure.application.Persons.PersonalNumber;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What is older than a tenant wants it to be kept, found piece by piece. How far we are is kept with the tenant. */
public interface Outdated {

    /** A call, and the number (E.164) that it has, or null. */
    record OldCall(String callId, String phone) {}

    /**
     * A piece of the calls.
     *
     * @param looked how many were looked at
     * @param calls those of them that are not erased
     */
    record OldCalls(int looked, Collection<OldCall> calls) {}

    /**
     * A piece of the contacts.
     *
     * @param looked how many were looked at
     * @param phones those of them that are outdated, in their order
     */
    record OldContacts(int looked, List<String> phones) {}

    /** Whether nobody else is at work on the tenant, and nobody is until the transaction ends. */
    Uni<Boolean> lock(SqlConnection transaction, String tenant);

    /**
     * Goes on from the last calls looked at to those that began before the moment. Calls that came, were changed or were taken
     * out when that was past them come first.
     *
     * @param limit how many to look at, at most; fewer are looked at only when no more are left
     */
    Uni<OldCalls> calls(SqlConnection transaction, String tenant, Instant before, int limit);

    /**
     * Goes on from the last contacts looked at, and begins again after the last of all. A contact is outdated when it was
     * neither taken in nor changed since the moment and no call of its number began since then.
     *
     * @param limit how many to look at, at most; fewer are looked at only at the end
     */
    Uni<OldContacts> contacts(SqlConnection transaction, String tenant, Instant before, int limit);

    /**
     * Those of the numbers whose contacts are still outdated; until the transaction ends, nobody changes the contacts nor
     * records calls of the numbers.
     */
    Uni<List<PersonalNumber>> lock(SqlConnection transaction, String tenant, Collection<String> phones, Instant before);
}
