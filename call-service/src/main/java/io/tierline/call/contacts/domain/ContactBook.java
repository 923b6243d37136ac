package io.tierline.call.contacts.domain;

import io.tierline.call.contacts.domain.WantedContact.Person;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Some of a tenant's contacts while somebody rewrites them, one number after another: what stands there in the end, and
 * which numbers have changed hands. Name and role are a person's: what is said of one of its numbers holds for all.
 */
public final class ContactBook {

    /** The most numbers that one person can have. */
    public static final int MOST_NUMBERS = 50;

    /** What became of a number. */
    public enum Result {
        /** Nobody knew it. */
        CREATED,
        /** It says something else now. */
        UPDATED,
        /** It said so already. */
        UNCHANGED,
        /** The person has {@link #MOST_NUMBERS} others: nothing changed. */
        TOO_MANY_NUMBERS,
        /** The customer would be new, with a phone number as its id: nothing changed. */
        NUMBER_AS_CUSTOMER
    }

    private final Map<String, ContactCard> before = new LinkedHashMap<>();
    private final Map<String, ContactCard> now = new HashMap<>();
    private final Map<Person, Set<String>> numbers = new HashMap<>();

    /**
     * @param cards every number that is going to be written, those that nobody knows at revision 0, and every number of
     *     every person that is going to have one
     */
    public ContactBook(Collection<ContactCard> cards) {
        cards.forEach(card -> {
            before.put(card.phone(), card);
            replace(card);
        });
    }

    /** Takes down what is said of a number. */
    public Result put(WantedContact wanted) {
        ContactCard present = now.get(wanted.phone());
        boolean isKept = !present.isNew() || present != before.get(wanted.phone());
        Set<String> others = othersOf(wanted);
        if (others.size() >= MOST_NUMBERS) {
            return Result.TOO_MANY_NUMBERS;
        }
        ContactCard person = personOf(wanted, present, others);
        ContactCard card = new ContactCard(
                wanted.phone(),
                wanted.customerId(),
                wanted.saysName() || person == null ? wanted.name() : person.name(),
                wanted.saysRole() || person == null ? wanted.role() : person.role(),
                wanted.personId(),
                present.revision(),
                present.changedAt(),
                present.changedBy());
        if (isKept && card.saysTheSame(present)) {
            return Result.UNCHANGED;
        }
        replace(card);
        others.forEach(phone -> replace(now.get(phone).of(card.name(), card.role())));
        return isKept ? Result.UPDATED : Result.CREATED;
    }

    /** The cards that are new or say something else than before, at their next revision. */
    public List<ContactCard> changed(Instant at, String by) {
        return before.values().stream()
                .filter(card -> now.get(card.phone()) != card)
                .filter(card -> card.isNew() || !now.get(card.phone()).saysTheSame(card))
                .map(card -> now.get(card.phone()).next(at, by))
                .toList();
    }

    /** The numbers that nobody knew and of which nothing was taken down. */
    public List<String> unused() {
        return before.values().stream()
                .filter(card -> card.isNew() && now.get(card.phone()) == card)
                .map(ContactCard::phone)
                .toList();
    }

    /**
     * The numbers that were one customer's and are another's now.
     *
     * @param wrongPerson whether they leave their customers because somebody quite different is behind them
     */
    public List<Move> moves(boolean wrongPerson) {
        return before.values().stream()
                .filter(card -> !card.isNew())
                .filter(card -> !now.get(card.phone()).customerId().equals(card.customerId()))
                .map(card -> {
                    ContactCard to = now.get(card.phone());
                    return new Move(
                            card.phone(), card.customerId(), to.customerId(), card.role(), to.role(), wrongPerson);
                })
                .toList();
    }

    /** The person's other numbers. */
    private Set<String> othersOf(WantedContact wanted) {
        Set<String> others = new LinkedHashSet<>(numbers.getOrDefault(wanted.person(), Set.of()));
        others.remove(wanted.phone());
        return others;
    }

    /** A card that says what is known of the person; null when nothing is. */
    private ContactCard personOf(WantedContact wanted, ContactCard present, Set<String> others) {
        if (!others.isEmpty()) {
            return now.get(others.iterator().next());
        }
        return wanted.personId() != null && wanted.person().equals(personOf(present)) ? present : null;
    }

    private void replace(ContactCard card) {
        ContactCard former = now.put(card.phone(), card);
        if (former != null && personOf(former) != null) {
            numbers.get(personOf(former)).remove(card.phone());
        }
        if (personOf(card) != null) {
            numbers.computeIfAbsent(personOf(card), person -> new LinkedHashSet<>())
                    .add(card.phone());
        }
    }

    private static Person personOf(ContactCard card) {
        return card.personId() == null ? null : new Person(card.customerId(), card.personId());
    }
}
