package io.tierline.call.policies.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.call.policies.application.Policy;
import io.tierline.call.policies.domain.Company;
import io.tierline.kit.outbox.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;

/** The company's policy as company-policy events; the last one of a tenant says all. */
@ApplicationScoped
class CompanyPolicyEvents implements CompanyPolicy.Events {

    private final ObjectMapper json;

    CompanyPolicyEvents(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public OutgoingEvent of(String tenant, Policy<Company> policy) {
        try {
            return new OutgoingEvent(
                    tenant + "/policy/company",
                    "policy/company/" + policy.revision(),
                    json.writeValueAsString(CompanyPolicyV1.of(policy)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A policy cannot be written as JSON", e);
        }
    }
}
