package io.tierline.kit.outbox;

/**
 * An event on its way out.
 *
 * @param key {@code tenant/entity}: decides the partition
 * @param id unique per tenant and service, and the same however often the event is published
 * @param payload the JSON value
 */
public record OutgoingEvent(String key, String id, String payload) {}
