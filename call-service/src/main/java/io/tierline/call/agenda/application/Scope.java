package io.tierline.call.agenda.application;

import io.tierline.call.agenda.domain.Period;

/**
 * Which agreements to look at; null lets everything through.
 *
 * @param period when they are due; never null. With a beginning they come in the order of time, without one the latest first.
 */
public record Scope(String rep, String team, String customer, Period period) {

    /** Whether they come in the order of time. */
    public boolean forward() {
        return period.from() != null;
    }
}
