package io.tierline.grading.companies.domain;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * What holds for all customers of a company when they are graded.
 *
 * @param revision one more with each change after which all of them are graded anew; 0 as long as nothing was changed
 * @param standard version of the active grading standard, from 1
 * @param zone where its days begin and end
 * @param languages tags of the languages it works in, the preferred one first
 */
public record Company(String tenant, long revision, int standard, ZoneId zone, List<String> languages) {

    /** The version of the standard that every company starts with. */
    public static final int FIRST_STANDARD = 1;

    public Company {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(zone);
        languages = List.copyOf(languages);
    }

    /** A company that has changed nothing yet. */
    public static Company unchanged(String tenant) {
        return new Company(tenant, 0, FIRST_STANDARD, ZoneOffset.UTC, List.of("en"));
    }
}
