package io.tierline.call.calls.domain;

import io.tierline.call.contacts.domain.ContactRole;
import java.time.Instant;

/**
 * Whose call it is and when it was.
 *
 * @param rep who called, or null
 * @param team the rep's team at the time, or null
 * @param contactRole who was on the line, or null
 */
public record Attribution(String rep, String team, String customerId, ContactRole contactRole, Instant startedAt) {}
