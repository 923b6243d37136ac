package io.tierline.grading;

import io.tierline.kit.testing.DependencyRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void classesSeeOnlyWhatTheirPlaceAllows() {
        DependencyRule.of("io.tierline.grading")
                .feature("companies", "domain", "application", "persistence")
                .feature("standards", "domain", "application", "rest", "persistence")
                .feature("activations", "domain", "application", "rest", "persistence")
                .feature("simulations", "domain", "application", "rest", "persistence")
                .feature("customers", "domain", "application", "rest", "persistence")
                .feature("directory", "domain", "application", "messaging", "persistence")
                .feature("grades", "domain", "application", "rest", "messaging", "persistence")
                .feature("tierchanges", "domain", "application", "rest", "messaging", "persistence")
                .feature("care", "domain", "application", "rest", "persistence")
                .feature("referrals", "domain", "application", "rest", "persistence")
                .feature("fit", "domain", "application", "rest", "persistence")
                .feature("deals", "domain", "application", "rest", "messaging", "persistence")
                .feature("lifecycle", "domain", "application", "messaging", "persistence")
                .feature("timeline", "domain", "application", "rest", "persistence")
                .feature("worklist", "domain", "application", "rest", "persistence")
                .feature("webhooks", "domain", "application", "rest", "messaging", "persistence")
                .domainClassSees("io.tierline.grading.standards.domain.CelExpressions", "dev.cel..", "com.google..")
                .domainClassSees("io.tierline.grading.standards.domain.CelExpression")
                .domainClassSees("io.tierline.grading.standards.domain.CelInspection")
                .domainClassSees("io.tierline.grading.standards.domain.CelEnvironment")
                .domainClassSees("io.tierline.grading.grades.domain.NumberAsId", "com.google.i18n.phonenumbers")
                .domainClassSees("io.tierline.grading.webhooks.domain.Secret", "javax.crypto..")
                .applicationSees("com.github.f4b6a3.ulid")
                .check();
    }
}
