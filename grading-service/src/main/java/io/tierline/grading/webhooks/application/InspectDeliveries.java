package io.tierline.grading.webhooks.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.webhooks.application.Deliveries.Delivery;
import io.tierline.grading.webhooks.domain.DeliveryStatus;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/** What became of a webhook's deliveries, and once more from the start. */
@ApplicationScoped
public class InspectDeliveries {

    /** How many dead deliveries one request brings back. */
    public static final int REDELIVERED_AT_ONCE = 10_000;

    private final KeepWebhooks webhooks;
    private final Deliveries deliveries;

    InspectDeliveries(KeepWebhooks webhooks, Deliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    /** A page of them, the newest first. */
    public Uni<Page<Delivery>> list(String tenant, String webhook, DeliveryStatus status, int limit, String cursor) {
        return webhooks.byId(tenant, webhook).chain(() -> deliveries.list(tenant, webhook, status, limit, cursor));
    }

    /** Sends one again, whatever became of it. */
    public Uni<Delivery> again(String tenant, String webhook, long position) {
        return webhooks.byId(tenant, webhook)
                .chain(() -> deliveries.again(tenant, webhook, position))
                .onItem()
                .ifNull()
                .failWith(() -> unknown(position));
    }

    /** Sends all dead ones again; answers how many there were. */
    public Uni<Integer> againAllDead(String tenant, String webhook) {
        return webhooks.byId(tenant, webhook)
                .chain(() -> deliveries.againAllDead(tenant, webhook, REDELIVERED_AT_ONCE));
    }

    /** The problem of a delivery that is not there. */
    public static Problem unknown(Object position) {
        return Problem.notFound(
                "no-such-delivery",
                "This webhook has no delivery at position " + position + ": filtered out, not yet made, or removed.");
    }
}
