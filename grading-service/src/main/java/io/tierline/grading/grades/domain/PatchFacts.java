package io.tierline.grading.grades.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * What somebody wrote into the qualification by hand.
 *
 * @param id {@code patch:} and a ULID
 * @param observedAt when it was learned, which may be earlier than when it was written
 * @param author who wrote it
 */
public record PatchFacts(String id, Instant observedAt, String author, Statement statement) {

    public PatchFacts {
        Objects.requireNonNull(id);
        Objects.requireNonNull(observedAt);
        Objects.requireNonNull(author);
        Objects.requireNonNull(statement);
    }
}
