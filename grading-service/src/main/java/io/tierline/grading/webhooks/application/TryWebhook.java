package io.tierline.grading.webhooks.application;

import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.webhooks.domain.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Sends a message of no meaning, to see whether the receiver takes it. Nothing is kept of it, and it is tried once. */
@ApplicationScoped
public class TryWebhook {

    /** The type of the message. */
    public static final String TYPE = "webhook-test.v1";

    private final KeepWebhooks keepWebhooks;
    private final Webhooks webhooks;
    private final SendMessages messages;
    private final Clock clock;

    TryWebhook(KeepWebhooks keepWebhooks, Webhooks webhooks, SendMessages messages, Clock clock) {
        this.keepWebhooks = keepWebhooks;
        this.webhooks = webhooks;
        this.messages = messages;
        this.clock = clock;
    }

    /** What the receiver says to it; active or not. */
    public Uni<Answer> send(String tenant, String id) {
        String messageId = "test-" + UlidCreator.getMonotonicUlid();
        String body = "{\"type\":\"" + TYPE + "\",\"timestamp\":\"" + clock.instant() + "\",\"data\":{\"webhookId\":\""
                + id + "\"}}";
        return keepWebhooks
                .byId(tenant, id)
                .chain(webhook -> webhooks.secrets(tenant, id).chain(secrets -> {
                    if (secrets.isEmpty()) {
                        // Deleted meanwhile.
                        throw KeepWebhooks.unknown(id);
                    }
                    return messages.send(webhook.url(), secrets, messageId, body, 0);
                }));
    }
}
