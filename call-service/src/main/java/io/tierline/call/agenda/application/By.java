package io.tierline.call.agenda.application;

import io.tierline.call.agenda.domain.Agreement;

/** By what agreements are counted. */
public enum By {
    /** Who made the call. */
    REP,
    /** The team of the rep at the time of the call. */
    TEAM;

    String of(Agreement agreement) {
        return this == REP ? agreement.rep() : agreement.team();
    }
}
