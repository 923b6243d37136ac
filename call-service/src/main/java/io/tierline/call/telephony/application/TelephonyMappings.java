package io.tierline.call.telephony.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.policies.application.Policies;
import io.tierline.call.policies.application.Policy;
import io.tierline.call.policies.application.PolicyKind;
import io.tierline.call.telephony.domain.CodeMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.IntPredicate;

/** What the codes of telephony systems mean to a tenant: what is built in, and the tenant's own word over it. */
@ApplicationScoped
public class TelephonyMappings {

    private final Policies policies;
    private final BuiltInMappings builtIn;

    TelephonyMappings(Policies policies, BuiltInMappings builtIn) {
        this.policies = policies;
        this.builtIn = builtIn;
    }

    /** The mapping that holds for the tenant; empty for a source of which nobody has said anything. */
    public Uni<CodeMapping> of(String tenant, String source) {
        return policies.of(tenant, kind(source)).map(policy -> over(source, policy.value()));
    }

    /** The tenant's own word as it stands at this moment. */
    public Uni<Policy<MappingOverride>> override(String tenant, String source) {
        return policies.newest(tenant, kind(source));
    }

    /** Sets the tenant's own word; see {@link Policies#put}. */
    public Uni<Policy<MappingOverride>> put(
            String tenant, String source, Map<String, TelephonyResult> codes, String by, IntPredicate expected) {
        return policies.put(tenant, kind(source), new MappingOverride(codes), by, expected);
    }

    /** The mapping that holds with this override. */
    public CodeMapping over(String source, MappingOverride override) {
        return builtIn.of(source).with(override.mapping());
    }

    private static PolicyKind<MappingOverride> kind(String source) {
        return new PolicyKind<>("telephony-mapping/" + source, MappingOverride.class, MappingOverride.NONE);
    }
}
