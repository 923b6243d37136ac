package io.tierline.grading.grades.domain;

import io.tierline.grading.grades.domain.Grade.Held;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a customer's history asks of whoever calls next; kept beside the grade, to be searched.
 *
 * @param lastContact when somebody was last reached, or null
 * @param followUp when the earliest of the promised calls is due, or null
 * @param deadline the end of the day by which something has to happen: the tier's time is up, or the decision was to be made;
 *     whichever is first, or null. Never without a tier.
 */
public record Agenda(Instant lastContact, Instant followUp, Instant deadline) {

    /**
     * What follows from a history and the grade that it was given.
     *
     * @param zone where the company's days end
     */
    public static Agenda of(History history, Grade grade, ZoneId zone) {
        Instant lastContact = history.calls().stream()
                .filter(call ->
                        call.outcome().isPresent() && call.outcome().get().reached())
                .map(CallFacts::startedAt)
                .max(Instant::compareTo)
                .orElse(null);
        Instant followUp = FollowUp.open(history.calls()).stream()
                .map(FollowUp::at)
                .findFirst()
                .orElse(null);
        Optional<Instant> decided = grade.qualification()
                .decisionDate()
                .map(date -> date.plusDays(1).atStartOfDay(zone).toInstant());
        Instant deadline = grade.held().isEmpty()
                ? null
                : Stream.of(grade.held().flatMap(Held::due), decided)
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo)
                        .orElse(null);
        return new Agenda(lastContact, followUp, deadline);
    }
}
