package io.tierline.grading.worklist.domain;

/** One reason for a customer to be on the worklist. */
public record Reason(Kind kind, Urgency urgency) {}
