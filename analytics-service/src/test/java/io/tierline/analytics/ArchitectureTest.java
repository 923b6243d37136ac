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
                .feature("diagnosis", "domain", "application", "rest")
                .feature("bi", "domain", "application", "rest", "persistence")
                .domainClassSees(
                        "io.tierline.analytics.diagnosis.domain.TwoProportions", "org.apache.commons.statistics..")
                .check();
    }
}
