package io.tierline.call.erasure.messaging;

import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.erasure.domain.Erasure;
import java.time.Instant;
import java.util.List;

/** The event contact-erased.v1: that somebody was erased, as its contract has it. */
record ContactErasedV1(
        int revision, String erasureId, List<String> customerIds, ContactRole contactRole, Instant erasedAt) {

    /** An erasure is never revised. */
    private static final int ONLY_REVISION = 1;

    static ContactErasedV1 of(Erasure erasure) {
        return new ContactErasedV1(ONLY_REVISION, erasure.id(), erasure.customerIds(), erasure.role(), erasure.at());
    }
}
