package io.tierline.grading.webhooks.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.webhooks.application.Webhook.Wish;
import io.tierline.grading.webhooks.domain.Secret;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Webhooks and what signs their deliveries. */
public interface Webhooks {

    /**
     * Keeps a new webhook, which starts after the tenant's latest tier change, with its secret.
     *
     * @return the webhook; null when the tenant has one with the same address and filter, or as many as it may have
     */
    Uni<Webhook> add(SqlConnection transaction, String tenant, String id, Wish wish, String by, int atMost);

    /** The tenant's webhook with the same address and filter, or null. */
    Uni<Webhook> same(SqlConnection transaction, String tenant, Wish wish);

    /** The webhook, or null. */
    Uni<Webhook> find(String tenant, String id);

    /** The webhook, locked until the transaction ends, or null. */
    Uni<Webhook> lock(SqlConnection transaction, String tenant, String id);

    /** A page of the tenant's webhooks, the oldest first. */
    Uni<Page<Webhook>> list(String tenant, int limit, String cursor);

    /** Keeps another wish for a locked webhook. */
    Uni<Webhook> change(SqlConnection transaction, Webhook locked, Wish wish, String by);

    /** Makes the webhook disappear; false when there is none. */
    Uni<Boolean> delete(String tenant, String id);

    /**
     * Keeps a secret as the newest; the one before it holds for another day. Forgets those that hold no longer.
     *
     * @return false when {@code atMost} hold already: then the transaction must not be committed
     */
    Uni<Boolean> addSecret(SqlConnection transaction, String tenant, String id, Secret secret, int atMost);

    /** The secrets that hold now, the newest first. */
    Uni<List<Secret>> secrets(String tenant, String id);
}
