package io.tierline.grading.webhooks.application;

import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.webhooks.application.Webhook.Wish;
import io.tierline.grading.webhooks.domain.Secret;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.function.IntPredicate;

/** Webhooks are made, read, changed and taken away. */
@ApplicationScoped
public class KeepWebhooks {

    /** How many webhooks a tenant may have. */
    public static final int MOST = 50;

    /** How many secrets may sign at a time: with one more the header would grow beyond what receivers take. */
    public static final int MOST_SECRETS = 5;

    private final Database database;
    private final Webhooks webhooks;
    private final SendMessages messages;
    private final SecureRandom random = new SecureRandom();

    KeepWebhooks(Database database, Webhooks webhooks, SendMessages messages) {
        this.database = database;
        this.webhooks = webhooks;
        this.messages = messages;
    }

    /** A new webhook with its secret, which is not to be had again. */
    public record Made(Webhook webhook, Secret secret) {}

    /** Makes a webhook that starts now. */
    public Uni<Made> make(String tenant, Wish wish, String by) {
        String id = UlidCreator.getMonotonicUlid().toString();
        Secret secret = newSecret();
        return checked(wish)
                .chain(() -> database.transaction(transaction -> webhooks.add(transaction, tenant, id, wish, by, MOST)
                        .chain(made -> made == null
                                ? webhooks.same(transaction, tenant, wish).map(KeepWebhooks::refuse)
                                : addSecret(transaction, made, secret))));
    }

    /** The webhook. */
    public Uni<Webhook> byId(String tenant, String id) {
        return webhooks.find(tenant, id).onItem().ifNull().failWith(() -> unknown(id));
    }

    /** A page of the tenant's webhooks, the oldest first. */
    public Uni<Page<Webhook>> list(String tenant, int limit, String cursor) {
        return webhooks.list(tenant, limit, cursor);
    }

    /**
     * Changes a webhook; the same wish again changes nothing. Where it leads is looked at if that is new, or if it is to be
     * switched on: one whose host cannot be found can still be paused.
     */
    public Uni<Webhook> change(String tenant, String id, Wish wish, String by, IntPredicate accepted) {
        return byId(tenant, id)
                .chain(present -> present.url().equals(wish.url()) && (present.active() || !wish.active())
                        ? Uni.createFrom().voidItem()
                        : checked(wish))
                .chain(() -> database.transaction(transaction -> webhooks.lock(transaction, tenant, id)
                        .chain(found -> {
                            if (found == null) {
                                throw unknown(id);
                            }
                            if (!accepted.test(found.revision())) {
                                throw Problem.stale("The webhook is at revision " + found.revision() + " by now.");
                            }
                            if (found.wish().equals(wish)) {
                                return Uni.createFrom().item(found);
                            }
                            return webhooks.same(transaction, tenant, wish).chain(same -> {
                                if (same != null && !same.id().equals(id)) {
                                    throw exists(same);
                                }
                                return webhooks.change(transaction, found, wish, by);
                            });
                        })));
    }

    /** Takes a webhook away, with its deliveries. */
    public Uni<Void> delete(String tenant, String id) {
        return webhooks.delete(tenant, id).map(found -> {
            if (!found) {
                throw unknown(id);
            }
            return null;
        });
    }

    /** Gives the webhook another secret; those before it sign too for another day. */
    public Uni<Made> rotate(String tenant, String id) {
        Secret secret = newSecret();
        return database.transaction(transaction -> webhooks.lock(transaction, tenant, id)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id))
                .chain(found -> addSecret(transaction, found, secret)));
    }

    private Uni<Made> addSecret(SqlConnection transaction, Webhook webhook, Secret secret) {
        return webhooks.addSecret(transaction, webhook.tenant(), webhook.id(), secret, MOST_SECRETS)
                .map(added -> {
                    if (!added) {
                        throw Problem.conflict(
                                "rotated-too-often",
                                MOST_SECRETS + " secrets of this webhook hold now; try again when one has run out.");
                    }
                    return new Made(webhook, secret);
                });
    }

    /** The problem of a webhook that is not there. */
    public static Problem unknown(String id) {
        return Problem.notFound("no-such-webhook", "There is no webhook " + id + ".");
    }

    private Uni<Void> checked(Wish wish) {
        return messages.faults(wish.url()).map(faults -> {
            if (!faults.isEmpty()) {
                throw Problem.invalid(
                        faults.stream().map(fault -> new Fault("/url", fault)).toList());
            }
            return null;
        });
    }

    private Secret newSecret() {
        byte[] key = new byte[Secret.BYTES];
        random.nextBytes(key);
        return new Secret(key);
    }

    private static Made refuse(Webhook same) {
        throw same != null
                ? exists(same)
                : Problem.conflict("too-many-webhooks", "A company may have " + MOST + " webhooks.");
    }

    private static Problem exists(Webhook same) {
        return Problem.conflict(
                "webhook-exists",
                "The webhook " + same.id() + " has the same address and filter. If its secret got lost, rotate it.");
    }
}
