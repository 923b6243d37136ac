package io.tierline.analytics.discipline.domain;

/**
 * How reliably a group does what is to be done besides calling. There is at least one call to be summarised, one
 * follow-up or one meeting.
 *
 * @param rep by rep: whose calls; null for calls without a rep, and in every other grouping
 * @param team by team: whose calls, null for calls without a team; by rep: the team of the latest of these calls that
 *     names one; by company null
 * @param summaries of the calls that started in the period
 * @param followUps that were due in the period
 * @param meetings whose time lies in the period
 */
public record Discipline(String rep, String team, Summaries summaries, FollowUps followUps, Meetings meetings) {}
