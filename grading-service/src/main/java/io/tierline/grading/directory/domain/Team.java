package io.tierline.grading.directory.domain;

/**
 * A team as it stands.
 *
 * @param revision from 1, one more with each change
 * @param name null until somebody has told it
 * @param known false when no more than a call has named it
 */
public record Team(String tenant, String teamId, int revision, String name, boolean active, boolean known) {}
