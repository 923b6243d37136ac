package io.tierline.call.calls.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.domain.SummaryCheckPolicy;
import io.tierline.call.policies.application.Policies;
import io.tierline.call.policies.application.Policy;
import io.tierline.call.policies.application.PolicyKind;
import jakarta.enterprise.context.ApplicationScoped;

/** By what each company's summaries are checked. A call is checked when it is recorded, summarised or reported. */
@ApplicationScoped
public class CheckSummaries {

    /** The kind of policy. */
    public static final PolicyKind<SummaryCheckPolicy> POLICY =
            new PolicyKind<>("summary-check", SummaryCheckPolicy.class, SummaryCheckPolicy.DEFAULT);

    private final Policies policies;

    CheckSummaries(Policies policies) {
        this.policies = policies;
    }

    /** What holds for the tenant; to be asked before a transaction begins, for it may take a connection of its own. */
    public Uni<SummaryCheckPolicy> policyOf(String tenant) {
        return policies.of(tenant, POLICY).map(Policy::value);
    }
}
