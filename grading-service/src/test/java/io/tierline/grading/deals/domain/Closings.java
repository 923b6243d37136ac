package io.tierline.grading.deals.domain;

import io.tierline.grading.deals.domain.Reopening.Kind;
import io.tierline.grading.grades.domain.CustomerKey;
import java.time.Instant;
import java.util.List;

/** Endings and closings of one example customer. */
final class Closings {

    static final Instant CLOSED = Instant.parse("2026-11-23T02:15:30Z");
    static final Instant REOPENED = Instant.parse("2026-12-01T03:20:00Z");

    static final Ending WON = new Ending(Result.WON, List.of("fit"), null, null, null);
    static final Ending LOST = new Ending(Result.LOST, List.of("price"), "Kingdee", null, null);
    static final Ending DISQUALIFIED = new Ending(Result.DISQUALIFIED, List.of("too-small"), null, null, null);

    private Closings() {}

    static Closing closing(Ending ending) {
        return new Closing(
                "closing:1",
                new CustomerKey("acme", "globex"),
                1,
                1,
                ending,
                CLOSED,
                "manager",
                CLOSED,
                "manager",
                "li.wei",
                "east-1",
                new Standing(null, null, 1, List.of(), List.of()),
                null);
    }

    static Closing reopened(Ending ending, Kind kind) {
        return closing(ending).reopened(new Reopening(kind, REOPENED, "manager", null));
    }
}
