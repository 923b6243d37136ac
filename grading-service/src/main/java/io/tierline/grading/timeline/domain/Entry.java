package io.tierline.grading.timeline.domain;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to a customer.
 *
 * @param id of the call, patch, tier change … within its kind
 * @param by who did it: a rep or the author; null for what nobody did
 * @param details as in the JSON of the API; its members depend on the kind
 */
public record Entry(Instant at, EntryKind kind, String id, String by, Map<String, Object> details) {}
