package io.tierline.call.policies.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.policies.domain.Company;
import io.tierline.kit.outbox.Outbox;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.outbox.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.IntPredicate;

/** Time zone, default region and languages of a company: the one place for them. */
@ApplicationScoped
public class CompanyPolicy {

    /** The kind of policy. */
    public static final PolicyKind<Company> KIND = new PolicyKind<>("company", Company.class, Company.DEFAULT);

    /** What the other services are told of it. */
    public interface Events {

        /** The topic on which the policy is published. */
        String TOPIC = "tierline.directory";

        /** The type and version of the event. */
        String TYPE = "company-policy.v1";

        /** The policy as an event. */
        OutgoingEvent of(String tenant, Policy<Company> policy);
    }

    private final Policies policies;
    private final Events events;
    private final OutboxRelay relay;

    CompanyPolicy(Policies policies, Events events, OutboxRelay relay) {
        this.policies = policies;
        this.events = events;
        this.relay = relay;
    }

    /** What holds for the company; see {@link Policies#of}. */
    public Uni<Company> of(String tenant) {
        return policies.of(tenant, KIND).map(Policy::value);
    }

    /** Sets what holds for the company and publishes it in the same commit; see {@link Policies#put}. */
    public Uni<Policy<Company>> put(String tenant, Company company, String by, IntPredicate expected) {
        return policies.put(
                        tenant,
                        KIND,
                        company,
                        by,
                        expected,
                        (transaction, policy) ->
                                Outbox.add(transaction, Events.TOPIC, Events.TYPE, List.of(events.of(tenant, policy))))
                .invoke(relay::wake);
    }
}
