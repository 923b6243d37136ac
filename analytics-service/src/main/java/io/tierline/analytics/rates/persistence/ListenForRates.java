package io.tierline.analytics.rates.persistence;

import io.tierline.analytics.rates.application.RatesFeed;
import io.tierline.kit.database.Listener;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears from PostgreSQL whose numbers, names or metrics any instance has changed. */
@ApplicationScoped
class ListenForRates implements Listener {

    private final RatesFeed feed;

    ListenForRates(RatesFeed feed) {
        this.feed = feed;
    }

    @Override
    public String channel() {
        return RatesFeed.CHANNEL;
    }

    @Override
    public void heard(String mark) {
        feed.wake(mark);
    }

    @Override
    public void began() {
        feed.wakeAll();
    }
}
