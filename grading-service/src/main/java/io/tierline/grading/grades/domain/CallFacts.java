package io.tierline.grading.grades.domain;

import io.tierline.grading.grades.domain.Field.Aspect;
import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the grade needs of a call, in its latest revision. A voided call is left out of the history; a pending or failed one is in it,
 * without an outcome.
 *
 * @param contactRole whom it reached or tried to
 * @param outcome how it went, if it has been summarised
 * @param followUpAt when to call again, as agreed
 * @param followUpCancelled whether nobody is to call again for it
 * @param rep who called
 * @param team of the rep at that time
 * @param meetingMissed whether the meeting that it booked was missed
 * @param statement its qualification
 */
public record CallFacts(
        String callId,
        Instant startedAt,
        Optional<Role> contactRole,
        Optional<Outcome> outcome,
        Optional<Instant> followUpAt,
        boolean followUpCancelled,
        Optional<String> rep,
        Optional<String> team,
        boolean meetingMissed,
        Statement statement) {

    /** By start, then by id: the order in which calls take away what others gave. */
    static final Comparator<CallFacts> BY_START_THEN_ID =
            Comparator.comparing(CallFacts::startedAt).thenComparing(CallFacts::callId, ById.BYTEWISE);

    private static final Set<Outcome> REFUSALS = EnumSet.of(Outcome.NO_NEED, Outcome.RJ, Outcome.BL);

    public CallFacts {
        Objects.requireNonNull(callId);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(contactRole);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(followUpAt);
        Objects.requireNonNull(rep);
        Objects.requireNonNull(team);
        Objects.requireNonNull(statement);
    }

    /** A call whose follow-up, if it promised one, was not cancelled. */
    public CallFacts(
            String callId,
            Instant startedAt,
            Optional<Role> contactRole,
            Optional<Outcome> outcome,
            Optional<Instant> followUpAt,
            Optional<String> rep,
            Optional<String> team,
            boolean meetingMissed,
            Statement statement) {
        this(callId, startedAt, contactRole, outcome, followUpAt, false, rep, team, meetingMissed, statement);
    }

    /** What it says and, where it is silent, what it implies. */
    Map<Field, String> facts() {
        Map<Field, String> facts = new EnumMap<>(Field.class);
        if (followUpAt.isPresent()) {
            facts.put(Field.FOLLOW_UP_AGREED, "true");
        }
        if (contactRole.isPresent() && outcome.filter(REFUSALS::contains).isPresent()) {
            facts.put(Field.of(contactRole.get(), Aspect.STANCE), "opposes");
        }
        facts.putAll(statement.says());
        return facts;
    }
}
