package io.tierline.grading.webhooks.rest;

import io.tierline.grading.webhooks.application.Deliveries.Delivery;
import io.tierline.grading.webhooks.domain.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A delivery as it is sent. */
@Schema(name = "WebhookDelivery")
record DeliveryView(
        @Schema(description = "The position of the tier change.", examples = "17")
        long position,

        @Schema(
                description = "pending: not tried yet; failed: will be tried again; delivered; dead: given up.",
                enumeration = {"pending", "failed", "delivered", "dead"})
        String status,

        int attempts,
        Instant createdAt,
        Instant firstAttemptAt,
        Instant lastAttemptAt,

        @Schema(description = "Not before; null when no attempt is to come.")
        Instant nextAttemptAt,

        @Schema(description = "HTTP status of the last answer; null when there was none.", examples = "503")
        Integer lastStatus,

        @Schema(description = "Why the last attempt failed.", examples = "No answer within 15 s")
        String lastReason) {

    static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                delivery.position(),
                delivery.status().name().toLowerCase(Locale.ROOT),
                delivery.attempts(),
                delivery.createdAt(),
                delivery.firstAttemptAt(),
                delivery.lastAttemptAt(),
                delivery.nextAttemptAt(),
                delivery.lastStatus(),
                delivery.lastReason());
    }

    /** A page of them. */
    @Schema(name = "WebhookDeliveryPage")
    record DeliveryPage(
            List<DeliveryView> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next) {}

    /** How many are sent again. */
    @Schema(name = "WebhookRedelivery")
    record Redelivery(
            @Schema(description = "Deliveries that were dead and are pending now.")
            int redelivered) {}

    /** What the receiver said to a test message. */
    @Schema(name = "WebhookTest")
    record TestView(
            @Schema(description = "Whether the receiver has taken it.")
            boolean accepted,

            @Schema(description = "HTTP status of the answer; null when there was none.")
            Integer status,

            @Schema(description = "What went wrong; null when nothing did.")
            String reason) {

        static TestView of(Answer answer) {
            return new TestView(answer.accepted(), answer.status(), answer.reason());
        }
    }
}
