package io.tierline.kit.messaging;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event as it came in.
 *
 * @param tenant whose it is: the part of the key before the slash
 * @param entity what it is about: the part of the key after the slash
 * @param id the CloudEvents id
 * @param payload its JSON value
 */
public record IncomingEvent(String tenant, String entity, String id, JsonNode payload) {}
