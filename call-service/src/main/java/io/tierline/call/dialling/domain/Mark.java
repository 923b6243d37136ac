package io.tierline.call.dialling.domain;

import java.time.Instant;

/**
 * What a person has decided about a number; never changed, only followed by another.
 *
 * @param id a ULID: tells marks of one instant apart
 * @param reason why, in the words of whoever decided; null for one that the number's erasure left behind
 * @param at when; later than every mark before it on the same number
 * @param by who, the subject of the token
 * @param erased what held for good when the number was erased, and since when; null for other kinds, and when nothing did
 */
public record Mark(String id, Kind kind, String reason, Instant at, String by, Verdict erased) {

    /** What was decided. */
    public enum Kind {
        /** It is not to be called. */
        SUPPRESSED,
        /** Whatever stood against it until then does so no longer. */
        LIFTED,
        /** Its calls were erased, with the person or for their age; what held for good goes on without them. */
        ERASED
    }

    /** A mark that says no calls, or takes that back. */
    public Mark(String id, Kind kind, String reason, Instant at, String by) {
        this(id, kind, reason, at, by, null);
    }
}
