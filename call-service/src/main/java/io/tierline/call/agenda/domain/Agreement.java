package io.tierline.call.agenda.domain;

import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.contacts.domain.ContactRole;
import java.time.Instant;

/**
 * What a call agreed to happen later, and with whom.
 *
 * @param revision of the call
 * @param phone E.164 or null; never leaves this service
 * @param outcome of the call, null unless summarised
 * @param reason as the summary has it; never leaves this service
 * @param agreedFor when it was to be, by the summary
 * @param at when it is to be, as last agreed
 */
public record Agreement(
        String callId,
        int revision,
        String customerId,
        ContactRole contactRole,
        String phone,
        String rep,
        String team,
        Outcome outcome,
        String reason,
        Instant agreedFor,
        Instant at) {}
