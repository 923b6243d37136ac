package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/** Calls of the example world: li.wei of team east-1 calls Acme, whose company works in Shanghai. */
final class Calls {

    private Calls() {}

    /** A call that has not been summarised and says nothing. */
    static CallFacts pending(String id, String startedAt) {
        return new CallFacts(
                id,
                at(startedAt),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("li.wei"),
                Optional.of("east-1"),
                false,
                Statement.SILENT);
    }

    static CallFacts saying(String id, String startedAt, Map<Field, String> says) {
        return saying(pending(id, startedAt), says);
    }

    static CallFacts saying(CallFacts call, Map<Field, String> says) {
        return new CallFacts(
                call.callId(),
                call.startedAt(),
                call.contactRole(),
                call.outcome(),
                call.followUpAt(),
                call.rep(),
                call.team(),
                call.meetingMissed(),
                new Statement(says));
    }

    /** A summarised call with nobody in particular. */
    static CallFacts with(Outcome outcome, String id, String startedAt) {
        return with(outcome, Optional.empty(), id, startedAt);
    }

    static CallFacts with(Outcome outcome, Role role, String id, String startedAt) {
        return with(outcome, Optional.of(role), id, startedAt);
    }

    static CallFacts with(Outcome outcome, Optional<Role> role, String id, String startedAt) {
        CallFacts call = pending(id, startedAt);
        return new CallFacts(
                id,
                call.startedAt(),
                role,
                Optional.of(outcome),
                Optional.empty(),
                call.rep(),
                call.team(),
                false,
                Statement.SILENT);
    }

    static CallFacts agreeingOnFollowUp(String id, String startedAt, String followUpAt) {
        CallFacts call = pending(id, startedAt);
        return new CallFacts(
                id,
                call.startedAt(),
                call.contactRole(),
                call.outcome(),
                Optional.of(at(followUpAt)),
                call.rep(),
                call.team(),
                false,
                Statement.SILENT);
    }

    static CallFacts missingItsMeeting(CallFacts call) {
        return new CallFacts(
                call.callId(),
                call.startedAt(),
                call.contactRole(),
                call.outcome(),
                call.followUpAt(),
                call.rep(),
                call.team(),
                true,
                call.statement());
    }

    /** A moment: with an offset as written, without one at Shanghai. */
    static Instant at(String moment) {
        return moment.endsWith("Z") || moment.matches(".*T.*[+-]\\d\\d:\\d\\d")
                ? OffsetDateTime.parse(moment).toInstant()
                : OffsetDateTime.parse(moment + "+08:00").toInstant();
    }
}
