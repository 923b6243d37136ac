package io.tierline.call.policies.application;

/**
 * One of the things that a company can decide for itself.
 *
 * @param name unique; part of the policy's address
 * @param type a record that is kept as JSON, member by member
 * @param byDefault what holds until the company has said otherwise
 */
public record PolicyKind<T>(String name, Class<T> type, T byDefault) {}
