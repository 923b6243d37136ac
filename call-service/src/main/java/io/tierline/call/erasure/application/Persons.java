package io.tierline.call.erasure.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.domain.ContactRole;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By what persons are known: their numbers, and what leads from a number to calls. */
public interface Persons {

    /**
     * A number and what is known of whose it is.
     *
     * @param phone E.164
     * @param role the person's part in the buying decision, or null
     * @param personId what the numbers of one person share, or null
     * @param by who changed it last
     */
    record PersonalNumber(
            String phone,
            String customerId,
            ContactRole role,
            String name,
            String personId,
            Instant since,
            Instant changedAt,
            String by) {}

    /**
     * A person.
     *
     * @param phones their numbers, at least one
     * @param contacts what is known of those that are contacts
     */
    record Person(Set<String> phones, List<PersonalNumber> contacts) {

        /** The person behind a number, who has the contacts' numbers too. */
        static Person of(String phone, List<PersonalNumber> contacts) {
            return new Person(
                    Stream.concat(Stream.of(phone), contacts.stream().map(PersonalNumber::phone))
                            .collect(Collectors.toCollection(TreeSet::new)),
                    contacts);
        }
    }

    /** All numbers of the person behind the number, in their order; empty when it is no contact. */
    Uni<List<PersonalNumber>> numbers(SqlClient client, String tenant, String phone);

    /**
     * Lets nobody else take in or change contacts of the numbers, nor record calls of theirs, until the transaction ends;
     * whether they are contacts or not. They have to be {@link #erase erased} or the transaction given up.
     */
    Uni<Void> lock(SqlConnection transaction, String tenant, Collection<String> phones);

    /** The ids of all calls that have, or had once, or whose telephony records have one of the numbers; the oldest first. */
    Uni<List<String>> calls(SqlClient client, String tenant, Collection<String> phones);

    /** Whether any of the numbers stands anywhere: with a contact, a call or a mark. */
    Uni<Boolean> areKnown(SqlClient client, String tenant, Collection<String> phones);

    /** Whether any of the numbers was erased before. */
    Uni<Boolean> wereErased(SqlClient client, String tenant, Collection<String> phones);

    /** Takes the contacts of the numbers away, and keeps under their hashes alone when they were erased last. */
    Uni<Void> erase(SqlConnection transaction, String tenant, Collection<String> phones, Instant at);
}
