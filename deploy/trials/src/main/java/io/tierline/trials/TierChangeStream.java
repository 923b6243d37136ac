package io.tierline.trials;

import java.util.List;

/** A screen that watches tier changes. */
public final class TierChangeStream extends EventStream {

    private TierChangeStream(Tenant tenant, String query, String lastEventId) throws InterruptedException {
        super(tenant.as("grading-service", "rep"), "/v1/tier-changes/stream" + query, lastEventId);
    }

    /** Watches from now on; returns once the stream is open. */
    public static TierChangeStream fromNow(Tenant tenant) throws InterruptedException {
        return new TierChangeStream(tenant, "", null);
    }

    /** Watches everything after a position. */
    public static TierChangeStream after(Tenant tenant, long position) throws InterruptedException {
        return new TierChangeStream(tenant, "?after=" + position, null);
    }

    /** Goes on where somebody has stopped. */
    public static TierChangeStream resumed(Tenant tenant, String lastEventId) throws InterruptedException {
        return new TierChangeStream(tenant, "", lastEventId);
    }

    /** Everything but heartbeats, in the order of arrival. */
    public List<Event> changes() {
        return events().stream()
                .filter(event -> !"heartbeat".equals(event.name()))
                .toList();
    }

    /** The positions of all changes, in the order of arrival. */
    public List<Long> positions() {
        return changes().stream()
                .map(event -> event.data().get("position").asLong())
                .toList();
    }
}
