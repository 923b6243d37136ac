package io.tierline.grading.care.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.care.domain.CareEntry;
import io.tierline.grading.care.domain.CareKind;
import io.tierline.kit.paging.Page;

/** The case library: what all the tenant's customers have used, asked and struggled with, and what helped. */
public interface Cases {

    /** Of how many matches, the newest ones, the best are found. */
    int MOST_RANKED = 1_000;

    /**
     * An entry with whose it is.
     *
     * @param name the customer's, or null
     * @param industry the customer's by its profile, or null
     */
    record Case(CareEntry entry, String name, String industry) {}

    /**
     * What to look for; null asks for nothing.
     *
     * @param text words that all have to occur, each anywhere in text, tags or solution and in any case or width
     * @param tag one of its tags, likewise
     * @param industry the customer's, exactly
     */
    record Query(String text, String tag, String industry, CareKind kind) {}

    /**
     * A page of what matches: with words the best first, in which a tag counts more than the text, and the text more than the
     * solution; the newest first otherwise and among equals.
     */
    Uni<Page<Case>> find(String tenant, Query query, int limit, String cursor);
}
