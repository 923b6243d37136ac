package io.tierline.grading.lifecycle.messaging;

import io.tierline.grading.lifecycle.domain.Lifecycle;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The event customer-lifecycle.v1, as its contract has it. */
record CustomerLifecycleV1(
        String customerId,
        int revision,
        String status,
        int round,
        Instant roundStart,
        Owner owner,
        Map<String, Object> profile,
        String referredBy,
        String mergedInto,
        Instant at) {

    record Owner(String rep, String team) {}

    static CustomerLifecycleV1 of(Lifecycle lifecycle) {
        return new CustomerLifecycleV1(
                lifecycle.customer().customerId(),
                lifecycle.revision(),
                lifecycle.state().name().toLowerCase(Locale.ROOT),
                lifecycle.round(),
                lifecycle.roundStart(),
                lifecycle.ownerRep() == null ? null : new Owner(lifecycle.ownerRep(), lifecycle.ownerTeam()),
                lifecycle.profile(),
                lifecycle.referredBy(),
                lifecycle.mergedInto(),
                lifecycle.at());
    }
}
