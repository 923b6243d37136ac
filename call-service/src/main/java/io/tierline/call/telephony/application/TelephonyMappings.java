package io.tierline.call.telephony.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.TelephonyCodes;
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
public class TelephonyMappings implements TelephonyCodes {

    /** How a source is counted that is no name of ours: what callers write into a call must not make meters. */
    private static final String OTHER = "other";

    private final Policies policies;
    private final BuiltInMappings builtIn;
    private final MeterRegistry meters;

    TelephonyMappings(Policies policies, BuiltInMappings builtIn, MeterRegistry meters) {
        this.policies = policies;
        this.builtIn = builtIn;
        this.meters = meters;
    }

    @Override
    public Uni<Meanings> of(String tenant, String source) {
        return mapping(tenant, source).map(mapping -> mapping::meaningOf);
    }

    @Override
    public void countUnmapped(String source) {
        Counter.builder("tierline.telephony.unmapped")
                .description("Calls whose code left it open what became of them")
                .tag("source", builtIn.of(source).equals(CodeMapping.EMPTY) ? OTHER : source)
                .register(meters)
                .increment();
    }

    /** The mapping that holds for the tenant; empty for a source of which nobody has said anything. */
    public Uni<CodeMapping> mapping(String tenant, String source) {
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
        return override.codes().isEmpty()
                ? builtIn.of(source)
                : builtIn.of(source).with(override.mapping());
    }

    private static PolicyKind<MappingOverride> kind(String source) {
        return new PolicyKind<>("telephony-mapping/" + source, MappingOverride.class, MappingOverride.NONE);
    }
}
