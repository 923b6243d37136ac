package io.tierline.call.calls.application;

import io.tierline.call.calls.domain.CallStatus;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.Outcome;
import java.time.Instant;

/**
 * Which calls to list; null lets everything through.
 *
 * @param from inclusive
 * @param to exclusive
 * @param flag a contradiction that the call has
 */
public record CallFilter(
        String customer,
        String rep,
        String team,
        String campaign,
        Outcome outcome,
        CallStatus status,
        Direction direction,
        Instant from,
        Instant to,
        String flag) {}
