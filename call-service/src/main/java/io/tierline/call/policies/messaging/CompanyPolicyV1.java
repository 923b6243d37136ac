package io.tierline.call.policies.messaging;

import io.tierline.call.policies.application.Policy;
import io.tierline.call.policies.domain.Company;
import java.util.List;

/** The event company-policy.v1: what holds for the whole company, as its contract has it. */
record CompanyPolicyV1(int revision, String timeZone, String defaultRegion, List<String> languages) {

    static CompanyPolicyV1 of(Policy<Company> policy) {
        Company company = policy.value();
        return new CompanyPolicyV1(
                policy.revision(), company.timeZone().getId(), company.defaultRegion(), company.languages());
    }
}
