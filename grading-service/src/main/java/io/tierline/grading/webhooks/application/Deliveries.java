package io.tierline.grading.webhooks.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.webhooks.domain.Answer;
import io.tierline.grading.webhooks.domain.DeliveryStatus;
import io.tierline.kit.paging.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tier changes on their way to webhooks. */
public interface Deliveries {

    /** For how long a claim holds unless it is renewed: longer than any attempt takes. */
    Duration CLAIM = Duration.ofSeconds(30);

    /** While so many deliveries of a webhook wait, no more are made; the changes wait in their own table. */
    int WINDOW = 1_000;

    /**
     * A webhook's turn on this instance: nobody else sends for it meanwhile.
     *
     * @param claim what proves that it is still this instance's turn
     * @param mayFill whether there are changes that no deliveries have been made of, and room for them
     */
    record Turn(Webhook webhook, String claim, boolean mayFill) {}

    /**
     * A delivery whose time has come.
     *
     * @param attempts so far
     * @param sinceFirst how long ago the first of them was; zero when there was none
     */
    record Due(long position, int attempts, Duration sinceFirst) {}

    /**
     * What an attempt has led to.
     *
     * @param next after what time to try again; null for never
     * @param pause how long the whole webhook rests
     */
    record Result(DeliveryStatus status, Answer answer, Duration next, Duration pause) {}

    /**
     * A delivery as people see it.
     *
     * @param nextAttemptAt null when none is to come
     * @param lastStatus HTTP status of the last answer; null when there was none
     * @param lastReason why the last attempt failed; null when it did not, or none was made
     */
    record Delivery(
            long position,
            DeliveryStatus status,
            int attempts,
            Instant createdAt,
            Instant firstAttemptAt,
            Instant lastAttemptAt,
            Instant nextAttemptAt,
            Integer lastStatus,
            String lastReason) {}

    /**
     * How things stand.
     *
     * @param dead deliveries that were given up and are still kept
     * @param oldestSeconds age of the oldest delivery that is neither delivered nor dead; 0 without one
     */
    record State(long dead, double oldestSeconds) {}

    /**
     * Claims webhooks that have something to send or to make deliveries of, those first that have waited longest for their
     * turn; of one tenant never more than a part of what all instances send at a time.
     *
     * @param claim unique
     */
    Uni<List<Turn>> take(String claim, int atMost, int ofOneTenant);

    /** Makes deliveries of the changes at these positions, and remembers that all up to a position have been looked at. */
    Uni<Void> make(Turn turn, long upTo, List<Long> positions);

    /** The deliveries whose time has come, in the order of their positions. */
    Uni<List<Due>> due(Turn turn, int atMost);

    /**
     * Keeps what an attempt has led to, and renews the claim.
     *
     * @return whether the turn goes on: the claim still holds, and the webhook is as it was
     */
    Uni<Boolean> record(Turn turn, long position, Result result);

    /** Ends the turn. */
    Uni<Void> end(Turn turn);

    /** A page of a webhook's deliveries, the newest first. */
    Uni<Page<Delivery>> list(String tenant, String webhook, DeliveryStatus status, int limit, String cursor);

    /** Makes the delivery wait for a first attempt, whatever became of it; null when there is none. */
    Uni<Delivery> again(String tenant, String webhook, long position);

    /** The same for dead ones, the oldest first; answers how many there were. */
    Uni<Integer> againAllDead(String tenant, String webhook, int atMost);

    /**
     * Removes deliveries that have been delivered or dead for so long, and what is left of deleted webhooks.
     *
     * @return how many were removed; fewer than {@code atMost} when none is left
     */
    Uni<Integer> forget(Duration keptFor, int atMost);

    /** How things stand, in all tenants. */
    Uni<State> state();
}
