package io.tierline.grading.worklist.domain;

import io.tierline.grading.grades.domain.NextStep;
import io.tierline.grading.standards.domain.Label;
import java.time.Instant;
import java.util.List;

/**
 * A reason in words, and what to do about it.
 *
 * @param dueAt when it is or was to be done; of a deadline the end of its day; null where nothing says when
 * @param callId the call that promised a follow-up, or null
 * @param steps what the next tier lacks; of a next step alone
 */
public record Explained(Kind kind, Instant dueAt, Label reason, Label action, String callId, List<NextStep> steps) {}
