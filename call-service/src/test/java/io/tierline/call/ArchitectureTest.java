package io.tierline.call;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tierline.kit.testing.DependencyRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void classesSeeOnlyWhatTheirPlaceAllows() {
        DependencyRule.of("io.tierline.call")
                .feature("agenda", "domain", "application", "rest", "persistence")
                .feature("calls", "domain", "application", "rest", "messaging", "persistence")
                .feature("contacts", "domain", "application", "rest", "persistence")
                .feature("dialling", "domain", "application", "rest", "persistence")
                .feature("directory", "domain", "application", "messaging", "rest", "persistence")
                .feature("erasure", "domain", "application", "messaging", "rest", "persistence")
                .feature("policies", "domain", "application", "messaging", "rest", "persistence")
                .feature("telephony", "domain", "application", "rest", "persistence")
                .domainClassSees("io.tierline.call.contacts.domain.Phone", "com.google.i18n.phonenumbers")
                .domainClassSees("io.tierline.call.contacts.domain.NumberHash", "javax.crypto..")
                .applicationSees("com.github.f4b6a3.ulid", "com.github.benmanes.caffeine.cache")
                .check();
    }

    @Test
    void contactsAndDirectoryDoNotKnowThatThereAreCalls() {
        noClasses()
                .that()
                .resideInAnyPackage("io.tierline.call.contacts..", "io.tierline.call.directory..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tierline.call.calls..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.tierline.call"));
    }
}
