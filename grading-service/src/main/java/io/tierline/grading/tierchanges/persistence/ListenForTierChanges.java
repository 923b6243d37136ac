package io.tierline.grading.tierchanges.persistence;

import io.tierline.grading.tierchanges.application.TierChangeFeed;
import io.tierline.kit.database.Listener;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears from PostgreSQL of tier changes that any instance has committed; what it misses the feed finds by itself. */
@ApplicationScoped
class ListenForTierChanges implements Listener {

    private final TierChangeFeed feed;

    ListenForTierChanges(TierChangeFeed feed) {
        this.feed = feed;
    }

    @Override
    public String channel() {
        return PostgresTierChanges.CHANNEL;
    }

    @Override
    public void heard(String tenant) {
        feed.wake(tenant);
    }
}
