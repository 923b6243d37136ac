package io.tierline.call.contacts.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.application.ContactCards.Entry;
import io.tierline.call.contacts.application.ContactCards.Filter;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads who is behind numbers. */
@ApplicationScoped
public class FindContacts {

    private final Database database;
    private final ContactCards cards;

    FindContacts(Database database, ContactCards cards) {
        this.database = database;
        this.cards = cards;
    }

    /** The number's contact; fails with a 404 problem when the tenant does not know it. */
    public Uni<Entry> byPhone(String tenant, String phone) {
        return cards.find(database.pool(), tenant, phone).onItem().ifNull().failWith(FindContacts::unknown);
    }

    /** A page of the contacts that match, in the order of their numbers. */
    public Uni<Page<Entry>> list(String tenant, Filter filter, int limit, String cursor) {
        return cards.list(tenant, filter, limit, cursor);
    }

    /** The 404 problem of a number that the tenant does not know. */
    static Problem unknown() {
        return Problem.notFound("no-such-contact", "Nobody here knows this number.");
    }
}
