package io.tierline.kit.rest;

import io.tierline.kit.problem.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The bytes that bodies under way may take together, from the moment a body is admitted until its request is answered. One
 * tenant may have at most half of them. A tenant of which nothing is under way gets one body however large, while the whole
 * has room for it: a body of the largest size must not be refused for ever.
 */
public final class BodyBudget {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final long most;
    private final Map<String, Long> used = new HashMap<>();
    private long usedByAll;

    /** @param most the bytes of all bodies under way */
    public BodyBudget(long most) {
        this.most = most;
    }

    /**
     * Takes bytes for one body.
     *
     * @param tenant whose body it is; an empty text for no tenant's
     * @throws Problem 503 when the bodies of all, 429 when those of the tenant, leave no room for it
     */
    public Share take(String tenant, long bytes) {
        Share share = new Share(tenant);
        share.grow(bytes);
        return share;
    }

    /** The bytes that are taken now. */
    public synchronized long used() {
        return usedByAll;
    }

    /** What one body has of the budget. */
    public final class Share {

        private final String tenant;
        private long bytes;
        private boolean returned;

        private Share(String tenant) {
            this.tenant = tenant;
        }

        /**
         * Takes more; one whose bytes were returned takes no more.
         *
         * @throws Problem as {@link BodyBudget#take}
         */
        public void grow(long more) {
            synchronized (BodyBudget.this) {
                if (returned) {
                    return;
                }
                long ofTenant = used.getOrDefault(tenant, 0L);
                if (usedByAll > bytes && usedByAll + more > most) {
                    throw Problem.unavailable(
                            "overloaded", "More bodies are under way than there is room for. Send it again.", PAUSE);
                }
                if (ofTenant > bytes && ofTenant + more > most / 2) {
                    throw Problem.tooMany(
                            "tenant-overloaded",
                            "Bodies of this tenant that are under way take all the room that one tenant gets."
                                    + " Send it again when one of them is answered.",
                            PAUSE);
                }
                add(more);
            }
        }

        /** Gives back what is not needed beyond so many bytes. */
        public void shrinkTo(long needed) {
            synchronized (BodyBudget.this) {
                if (needed < bytes) {
                    add(needed - bytes);
                }
            }
        }

        /** Gives all of it back; once more does nothing. */
        public void giveBack() {
            synchronized (BodyBudget.this) {
                if (returned) {
                    return;
                }
                add(-bytes);
                returned = true;
            }
        }

        private void add(long more) {
            bytes += more;
            usedByAll += more;
            used.merge(tenant, more, (one, other) -> one + other == 0 ? null : Long.valueOf(one + other));
        }
    }
}
