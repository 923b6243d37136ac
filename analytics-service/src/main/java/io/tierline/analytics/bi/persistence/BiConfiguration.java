package io.tierline.analytics.bi.persistence;

import io.tierline.analytics.bi.domain.SessionLimits;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator decides about sessions of BI tools. */
class BiConfiguration {

    @Produces
    @Singleton
    SessionLimits limits(
            @ConfigProperty(name = "tierline.bi.statement-limit", defaultValue = "PT1M") Duration statement,
            @ConfigProperty(name = "tierline.bi.transaction-limit", defaultValue = "PT5M") Duration transaction,
            @ConfigProperty(name = "tierline.bi.sessions", defaultValue = "20") int sessions) {
        return new SessionLimits(statement, transaction, sessions);
    }
}
