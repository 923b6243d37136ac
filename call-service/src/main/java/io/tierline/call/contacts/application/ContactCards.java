package io.tierline.call.contacts.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.domain.ContactCard;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.contacts.domain.WantedContact.Person;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What people keep about numbers. */
public interface ContactCards {

    /**
     * A card as it is shown.
     *
     * @param otherNumbers the person's other numbers, E.164, in their order
     */
    record Entry(ContactCard card, List<String> otherNumbers) {}

    /**
     * Which cards to list; null lets everything through.
     *
     * @param personId of the customer, which has to be given then
     */
    record Filter(String customerId, ContactRole role, String personId) {}

    /**
     * The cards of the numbers, and of all numbers of the persons, locked until the transaction ends, so that neither
     * another change nor a call that is just coming in meets them meanwhile. A number that nobody knows is taken in at
     * revision 0, which has to be stored or dropped before the commit. Nobody else can give one of the persons another
     * number meanwhile.
     *
     * @param by who is going to change them
     */
    Uni<List<ContactCard>> lock(
            SqlConnection transaction, String tenant, String by, Set<String> phones, Set<Person> persons);

    /** Stores locked cards as they are now. */
    Uni<Void> store(SqlConnection transaction, String tenant, Collection<ContactCard> cards);

    /** Forgets numbers that were taken in at revision 0. */
    Uni<Void> drop(SqlConnection transaction, String tenant, Collection<String> phones);

    /** The number's card; null when there is none. */
    Uni<Entry> find(SqlClient client, String tenant, String phone);

    /** A page of the cards that match, in the order of their numbers. */
    Uni<Page<Entry>> list(String tenant, Filter filter, int limit, String cursor);
}
