package io.tierline.call.calls.domain;

import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.directory.domain.Roster;
import java.time.Instant;

/** Calls of Li Wei to Acme on Monday morning. */
final class Calls {

    static final Instant MONDAY_MORNING = Instant.parse("2026-11-23T01:30:00Z");
    static final Summary NOTHING_SAID = new Summary(null, null, null, null, null, null, null);

    private Calls() {}

    static Call summarised(Outcome outcome, Integer talkSeconds) {
        return of(new Telephony(null, TelephonyResult.ANSWERED, null, null, null), summary(outcome), talkSeconds);
    }

    static Call of(Telephony telephony, Summary summary, Integer talkSeconds) {
        return of(telephony, summary, 12, talkSeconds);
    }

    static Call of(Telephony telephony, Summary summary, Integer ringSeconds, Integer talkSeconds) {
        return of(telephony, summary, ringSeconds, talkSeconds, SummaryCheckPolicy.DEFAULT);
    }

    static Call of(
            Telephony telephony, Summary summary, Integer ringSeconds, Integer talkSeconds, SummaryCheckPolicy checks) {
        Submission submission = new Submission(
                "pbx-7f3a",
                "+8613800138000",
                "acme",
                ContactRole.EB,
                "li.wei",
                "east-1",
                null,
                null,
                MONDAY_MORNING,
                ringSeconds,
                talkSeconds,
                null,
                telephony,
                null,
                summary);
        return Call.recorded(
                "acme",
                submission,
                "acme",
                ContactRole.EB,
                Roster.EMPTY,
                checks,
                MONDAY_MORNING.plusSeconds(120),
                "pbx");
    }

    /** A summary with dates wherever one could be missed. */
    static Summary summary(Outcome outcome) {
        return new Summary(
                outcome,
                null,
                null,
                MONDAY_MORNING.plusSeconds(86_400),
                MONDAY_MORNING.plusSeconds(172_800),
                null,
                null);
    }
}
