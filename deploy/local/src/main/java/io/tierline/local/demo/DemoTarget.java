package io.tierline.local.demo;

import java.net.URI;
import java.util.Map;

/**
 * A running Tierline for the demo to be played on.
 *
 * @param tokens a token per role; {@code telephony}, {@code manager} and {@code bi} are needed
 */
public record DemoTarget(URI calls, URI grading, URI analytics, Map<String, String> tokens) {}
