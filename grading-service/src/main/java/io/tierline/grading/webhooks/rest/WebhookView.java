package io.tierline.grading.webhooks.rest;

import io.tierline.grading.webhooks.application.KeepWebhooks.Made;
import io.tierline.grading.webhooks.application.Webhook;
import io.tierline.grading.webhooks.rest.WebhookSubmission.Filter;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A webhook as it is sent. */
@Schema(name = "Webhook")
record WebhookView(
        @Schema(examples = "01KAXW5A5T8Y3N6Q0Z4V9M2BCD") String webhookId,
        String url,
        String description,
        Filter filter,
        boolean active,

        @Schema(
                description = "gone: the receiver answered 410 Gone, which switched the webhook off; null otherwise.",
                enumeration = {"gone"})
        String inactiveBecause,

        @Schema(description = "Deliveries have been made of the changes up to this position.")
        long position,

        @Schema(description = "One more with every change.") int revision,
        Instant createdAt,
        String createdBy) {

    static WebhookView of(Webhook webhook) {
        return new WebhookView(
                webhook.id(),
                webhook.url(),
                webhook.description(),
                Filter.of(webhook.filter()),
                webhook.active(),
                webhook.gone() ? "gone" : null,
                webhook.position(),
                webhook.revision(),
                webhook.createdAt(),
                webhook.createdBy());
    }

    /** A page of them. */
    @Schema(name = "WebhookPage")
    record WebhookPage(
            List<WebhookView> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next) {}

    /** A webhook and the secret that it has got. */
    @Schema(name = "WebhookWithSecret")
    record WithSecret(
            WebhookView webhook,

            @Schema(
                    description = "Deliveries are signed with it. It is shown here and never again.",
                    examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")
            String secret) {

        static WithSecret of(Made made) {
            return new WithSecret(WebhookView.of(made.webhook()), made.secret().reveal());
        }

        /** Says nothing of the secret: it does not belong into logs. */
        @Override
        public String toString() {
            return "WithSecret[" + webhook + "]";
        }
    }
}
