package io.tierline.call.contacts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.contacts.domain.ContactBook.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the contacts after somebody has rewritten them. */
class ContactBookTest {

    private static final Instant BEFORE = Instant.parse("2026-11-23T01:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-24T01:30:00Z");

    @Test
    void laterLineHolds_whenANumberIsThereTwice() {
        // Given
        ContactBook book = new ContactBook(List.of(unknown("+1")));

        // When
        Result first = book.put(wanted("+1", "acme", "Chen Jie", null));
        Result second = book.put(wanted("+1", "initech", "Wu Min", null));

        // Then
        assertThat(List.of(first, second)).containsExactly(Result.CREATED, Result.UPDATED);
        assertThat(book.changed(NOW, "li.na"))
                .containsExactly(new ContactCard("+1", "initech", "Wu Min", ContactRole.EB, null, 1, NOW, "li.na"));
        assertThat(book.moves(false)).isEmpty();
    }

    @Test
    void nothingHasChanged_whenALaterLineTakesItBack() {
        // Given
        ContactCard card = card("+1", "acme", "Chen Jie", null);
        ContactBook book = new ContactBook(List.of(card));

        // When
        book.put(wanted("+1", "initech", "Wu Min", null));
        book.put(wanted("+1", "acme", "Chen Jie", null));

        // Then
        assertThat(book.changed(NOW, "li.na")).isEmpty();
        assertThat(book.moves(false)).isEmpty();
    }

    @Test
    void numberMovesFromWhereItWasToWhereItEndsUp() {
        // Given
        ContactBook book = new ContactBook(List.of(card("+1", "acme", "Chen Jie", null)));

        // When
        book.put(wanted("+1", "initech", "Wu Min", null));
        book.put(wanted("+1", "umbrella", "Wu Min", null));

        // Then
        assertThat(book.moves(true))
                .containsExactly(new Move("+1", "acme", "umbrella", ContactRole.EB, ContactRole.EB, true));
    }

    @Test
    void numberOfWhichNothingIsTakenDownIsUnused() {
        // Given
        List<ContactCard> cards = new ArrayList<>();
        for (int i = 0; i < ContactBook.MOST_NUMBERS; i++) {
            cards.add(card("+1" + i, "acme", "Chen Jie", "chen.jie"));
        }
        cards.add(unknown("+2"));
        ContactBook book = new ContactBook(cards);

        // When
        Result result = book.put(wanted("+2", "acme", "Chen Jie", "chen.jie"));

        // Then
        assertThat(result).isEqualTo(Result.TOO_MANY_NUMBERS);
        assertThat(book.unused()).containsExactly("+2");
        assertThat(book.changed(NOW, "li.na")).isEmpty();
    }

    @Test
    void personsOtherNumbersAreAtANewRevision_onlyWhenNameOrRoleChange() {
        // Given
        ContactBook book = new ContactBook(List.of(
                card("+1", "acme", "Chen Jie", "chen.jie"), card("+2", "acme", "Chen Jie", "chen.jie"), unknown("+3")));

        // When
        book.put(wanted("+3", "acme", "Chen Jie", "chen.jie"));

        // Then
        assertThat(book.changed(NOW, "li.na")).extracting(ContactCard::phone).containsExactly("+3");

        // When
        book.put(wanted("+1", "acme", "Chen Jie (CFO)", "chen.jie"));

        // Then
        assertThat(book.changed(NOW, "li.na"))
                .extracting(card -> card.phone() + " " + card.name() + " " + card.revision())
                .containsExactly("+1 Chen Jie (CFO) 5", "+2 Chen Jie (CFO) 5", "+3 Chen Jie (CFO) 1");
    }

    @Test
    void personIsLeftAlone_whenANumberLeavesIt() {
        // Given
        ContactBook book = new ContactBook(
                List.of(card("+1", "acme", "Chen Jie", "chen.jie"), card("+2", "acme", "Chen Jie", "chen.jie")));

        // When
        book.put(wanted("+1", "initech", "Chen Jie", "chen.jie"));
        book.put(wanted("+1", "initech", "Wu Min", "chen.jie"));

        // Then
        assertThat(book.changed(NOW, "li.na")).extracting(ContactCard::phone).containsExactly("+1");
    }

    @ParameterizedTest(name = "a call with {0}, the contact from {1} to {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-,  -,  EB, EB",
                "-,  EB, TB, TB",
                "EB, EB, TB, TB",
                "EB, EB, -,  -",
                "UB, EB, TB, UB",
                "UB, -,  EB, UB",
                "UB, -,  -,  UB"
            })
    void movedCallHasTheContactsRole_unlessSomethingElseWasSaidOfIt(
            ContactRole ofCall, ContactRole former, ContactRole role, ContactRole expected) {
        assertThat(new Move("+1", "acme", "initech", former, role, false).roleOf(ofCall))
                .isEqualTo(expected);
        assertThat(new Move("+1", "acme", "initech", former, role, true).roleOf(ofCall))
                .isNull();
    }

    private static ContactCard unknown(String phone) {
        return new ContactCard(phone, "", null, null, null, 0, BEFORE, "li.na");
    }

    private static ContactCard card(String phone, String customer, String name, String person) {
        return new ContactCard(phone, customer, name, ContactRole.EB, person, 4, BEFORE, "li.na");
    }

    private static WantedContact wanted(String phone, String customer, String name, String person) {
        return new WantedContact(phone, customer, name, true, ContactRole.EB, true, person);
    }
}
