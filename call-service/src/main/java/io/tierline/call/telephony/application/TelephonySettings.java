package io.tierline.call.telephony.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.policies.application.Policies;
import io.tierline.call.policies.application.Policy;
import io.tierline.call.policies.application.PolicyKind;
import io.tierline.call.telephony.domain.AdapterSettings;
import io.tierline.call.telephony.domain.TelephonySource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** Where each tenant's telephony systems say what we need to know. */
@ApplicationScoped
public class TelephonySettings {

    private final Policies policies;

    TelephonySettings(Policies policies) {
        this.policies = policies;
    }

    /** The settings that hold for the tenant; a change made on another instance is seen within seconds. */
    public Uni<AdapterSettings> of(String tenant, TelephonySource source) {
        return policies.of(tenant, kind(source)).map(Policy::value);
    }

    /** The settings as they stand at this moment. */
    public Uni<Policy<AdapterSettings>> newest(String tenant, TelephonySource source) {
        return policies.newest(tenant, kind(source));
    }

    /**
     * Changes the settings; fails with a 412 problem when somebody else does so at the same time.
     *
     * @param change from the settings as they stand
     */
    public Uni<Policy<AdapterSettings>> change(
            String tenant,
            TelephonySource source,
            UnaryOperator<AdapterSettings> change,
            String by,
            IntPredicate expected) {
        return newest(tenant, source)
                .chain(present -> policies.put(
                        tenant,
                        kind(source),
                        change.apply(present.value()),
                        by,
                        expected.and(revision -> revision == present.revision())));
    }

    private static PolicyKind<AdapterSettings> kind(TelephonySource source) {
        return new PolicyKind<>("telephony/" + source.word(), AdapterSettings.class, source.defaults());
    }
}
