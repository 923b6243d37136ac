package io.tierline.analytics.bi.domain;

import java.time.Duration;

/**
 * What sessions of BI tools may take of the database that the service needs itself.
 *
 * @param statement how long a statement may run
 * @param transaction how long a transaction may stay open, at work or idle: as long as it is, no dead row can be cleared
 *     away
 * @param sessions how many a company may have open, with all its logins
 */
public record SessionLimits(Duration statement, Duration transaction, int sessions) {}
