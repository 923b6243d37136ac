package io.tierline.grading.directory.messaging;

import io.tierline.grading.companies.domain.CompanyPolicy;
import io.tierline.grading.directory.application.DirectoryEvent;
import io.tierline.kit.messaging.IncomingEvent;
import java.time.ZoneId;
import java.util.List;

/** Reads the event company-policy.v1, as far as grading cares. */
final class CompanyPolicyV1 {

    static final String TYPE = "company-policy.v1";

    private CompanyPolicyV1() {}

    /** @throws io.tierline.kit.messaging.UnreadableEvent naming everything that is wrong */
    static DirectoryEvent read(IncomingEvent event) {
        Payload payload = Payload.of(event.payload());
        int revision = payload.revision();
        ZoneId zone = zone(payload);
        List<String> languages = payload.texts("languages");
        payload.refuseFaults(TYPE);
        return new DirectoryEvent.OfCompany(new CompanyPolicy(event.tenant(), revision, zone, languages));
    }

    private static ZoneId zone(Payload payload) {
        String name = payload.text("timeZone");
        return name != null && ZoneId.getAvailableZoneIds().contains(name)
                ? ZoneId.of(name)
                : payload.fault("timeZone", "is no known time zone");
    }
}
