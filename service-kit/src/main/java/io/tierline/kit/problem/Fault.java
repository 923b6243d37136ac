package io.tierline.kit.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer where: a JSON pointer (RFC 6901) into the body, {@code ""} for the whole body, or {@code ?name} for a
 *     query parameter
 * @param message what is wrong and what would be right, for the person who wrote the request
 */
public record Fault(String pointer, String message) {}
