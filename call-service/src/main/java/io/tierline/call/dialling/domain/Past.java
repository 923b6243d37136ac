package io.tierline.call.dialling.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * What is known of a number at a moment, in the order in which it happened.
 *
 * @param calls those since the last lifting
 * @param evidence those of them that no trunk is to blame for
 * @param marks those since the last lifting
 * @param today the calls of the calendar day, lifted or not
 */
record Past(
        List<Attempt> calls,
        List<Attempt> evidence,
        List<Mark> marks,
        List<Attempt> today,
        SuppressionPolicy policy,
        ZoneId zone,
        Instant now) {

    LocalDate dateOf(Attempt call) {
        return call.startedAt().atZone(zone).toLocalDate();
    }

    LocalTime timeOf(Attempt call) {
        return call.startedAt().atZone(zone).toLocalTime();
    }
}
