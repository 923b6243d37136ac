package io.tierline.grading.tierchanges.rest;

import io.tierline.grading.tierchanges.domain.TierChange;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tier change as the API shows it. */
@Schema(name = "TierChange", description = "A customer's tier has changed, or has become overdue.")
record TierChangeView(
        @Schema(description = "The change's number within the company: 1, 2, 3 … without holes.", examples = "17")
        long position,

        String customerId,

        @Schema(description = "The change's number within the customer.", examples = "2")
        int version,

        @Schema(enumeration = {"changed", "overdue"}) String kind,

        @Schema(description = "The tier before; null for none.", examples = "D")
        String from,

        @Schema(description = "The tier now; null for none. Equal to from when overdue.", examples = "C")
        String to,

        @Schema(
                description = "What brought it about.",
                enumeration = {
                    "call",
                    "qualification",
                    "correction",
                    "clock",
                    "extension",
                    "standard",
                    "status",
                    "policy"
                })
        String reason,

        @Schema(description = "The version of the standard that decided.")
        int standard,

        @Schema(description = "The id of what brought it about, such as a call, patch or closing; null for the clock.")
        String cause,

        String rep,
        String team,
        Instant at) {

    static TierChangeView of(TierChange change) {
        return new TierChangeView(
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
