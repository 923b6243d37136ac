package io.tierline.grading.customers.application;

import io.tierline.grading.grades.domain.CustomerStatus.State;
import java.util.List;

/**
 * Which customers; null lets everything through.
 *
 * @param tier a tier's code, or {@link #NONE}
 * @param rep whose customers: the owner's, or the last caller's while there is no owner
 * @param team the team of that rep
 * @param owner a rep who owns them, or {@link #NONE} for the pool
 * @param minFit how well they fit at least, 0 to 100
 * @param words what the name has to contain; each of them
 * @param says what the card has to say; all of it
 */
public record CustomerFilter(
        String tier,
        String rep,
        String team,
        String owner,
        State status,
        Boolean overdue,
        String referredBy,
        Integer minFit,
        List<String> words,
        List<Says> says) {

    /** Stands for customers without a tier, or without an owner. */
    public static final String NONE = "none";

    public CustomerFilter {
        words = List.copyOf(words);
        says = List.copyOf(says);
    }

    /**
     * A word on a card, compared as people would: whatever the width of characters and the case of letters.
     *
     * @param what {@code tag} or a field of the profile, by its name in the API; of a list one has to be it
     */
    public record Says(String what, String value) {}
}
