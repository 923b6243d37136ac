package io.tierline.grading.companies.domain;

import java.time.ZoneId;
import java.util.List;

/**
 * What a company has laid down for all services.
 *
 * @param revision from 1, one more with each change
 * @param zone where its days begin and end
 * @param languages tags of the languages it works in, the preferred one first
 */
public record CompanyPolicy(String tenant, int revision, ZoneId zone, List<String> languages) {

    public CompanyPolicy {
        languages = List.copyOf(languages);
    }
}
