package io.tierline.call.policies.application;

/**
 * A policy as it stands.
 *
 * @param revision 0 while it was never set, one more with every change
 */
public record Policy<T>(T value, int revision) {}
