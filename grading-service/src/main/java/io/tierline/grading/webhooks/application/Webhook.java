package io.tierline.grading.webhooks.application;

import io.tierline.grading.tierchanges.application.TierChangeFilter;
import java.time.Instant;

/**
 * Somebody who wants to be told of tier changes over HTTP.
 *
 * @param id a ULID
 * @param url where deliveries are posted to
 * @param description for people; null when there is none
 * @param filter which changes are told
 * @param active whether anything is sent; while it is not, changes wait
 * @param gone whether it is inactive because the receiver answered 410 Gone
 * @param revision one more with every change
 * @param position deliveries have been made of the changes up to here
 */
public record Webhook(
        String tenant,
        String id,
        String url,
        String description,
        TierChangeFilter filter,
        boolean active,
        boolean gone,
        int revision,
        long position,
        Instant createdAt,
        String createdBy) {

    /** What people decide about a webhook. */
    public record Wish(String url, String description, TierChangeFilter filter, boolean active) {}

    /** What people have decided about this one. */
    public Wish wish() {
        return new Wish(url, description, filter, active);
    }
}
