package io.tierline.analytics.bi.domain;

import java.time.Instant;

/**
 * A database login with which a company's BI tool reads the views of the schema {@code bi}.
 *
 * @param name what the company calls it
 * @param login the role in PostgreSQL
 * @param createdBy the subject of the token that asked for it
 * @param validUntil nobody gets in with it from then on
 * @param sessions how many are open now
 */
public record BiLogin(
        String name, String login, Instant createdAt, String createdBy, Instant validUntil, int sessions) {

    /** How many a company may have. */
    public static final int MOST = 20;

    /** How many sessions one may have at a time. */
    public static final int MOST_SESSIONS = 5;
}
