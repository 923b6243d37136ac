package io.tierline.grading.tierchanges.messaging;

import io.tierline.grading.tierchanges.domain.TierChange;
import java.time.Instant;
import java.util.Locale;

/** The event tier-change.v1, as its contract has it. */
record TierChangeV1(
        long position,
        String customerId,
        int version,
        String kind,
        String from,
        String to,
        String reason,
        int standard,
        String cause,
        String rep,
        String team,
        Instant at) {

    static TierChangeV1 of(TierChange change) {
        return new TierChangeV1(
                change.position(),
                change.customerId(),
                change.version(),
                change.kind().name().toLowerCase(Locale.ROOT),
                change.from(),
                change.to(),
                change.reason().name().toLowerCase(Locale.ROOT),
                change.standard(),
                change.cause(),
                change.rep(),
                change.team(),
                change.at());
    }
}
