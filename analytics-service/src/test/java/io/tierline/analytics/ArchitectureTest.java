package io.tierline.analytics;

import io.tierline.kit.testing.DependencyRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void classesSeeOnlyWhatTheirPlaceAllows() {
        DependencyRule.of("io.tierline.analytics")
                .feature("rates", "domain", "application", "rest", "messaging", "persistence")
                .feature("directory", "domain", "application", "messaging", "persistence")
                .feature("metrics", "application", "rest", "persistence")
                .feature("statistics", "domain")
                .feature("diagnosis", "domain", "application", "rest")
                .feature("discipline", "domain", "application", "rest", "persistence")
                .feature("sources", "domain", "application", "rest", "persistence")
                .feature("deals", "domain", "application", "rest", "messaging", "persistence")
                .feature("tiers", "domain", "application", "rest", "messaging", "persistence")
                .feature("console", "rest")
                .feature("bi", "domain", "application", "rest", "persistence")
                .domainClassSees(
                        "io.tierline.analytics.statistics.domain.TwoProportions", "org.apache.commons.statistics..")
                .check();
    }
}
