package io.tierline.call.agenda.application;

import io.tierline.call.agenda.domain.Due;
import io.tierline.call.agenda.domain.Period;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Which agreements are asked for; null lets everything through.
 *
 * @param due in words; instead of the period
 */
public record Asked(String rep, String team, String customer, Due due, Period period) {

    Scope scope(Instant now, ZoneId zone) {
        return new Scope(rep, team, customer, due == null ? period : due.at(now, zone));
    }
}
