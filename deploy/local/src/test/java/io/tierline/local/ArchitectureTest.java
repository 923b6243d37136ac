package io.tierline.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tierline.local");

    /** The demo goes through the public API: it can be played against any Tierline, whoever started it. */
    @Test
    void demoDoesNotKnowTheLauncher() {
        classes()
                .that()
                .resideInAPackage("io.tierline.local.demo")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..", "io.tierline.local.demo")
                .check(CODE);
    }

    /** So can history be imported into any Tierline. */
    @Test
    void importDoesNotKnowTheLauncher() {
        classes()
                .that()
                .resideInAPackage("io.tierline.local.history")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "com.fasterxml.jackson..", "de.siegmar.fastcsv..", "io.tierline.local.history")
                .check(CODE);
    }

    @Test
    void launcherKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("io.tierline.local")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tierline.kit..", "io.tierline.call..", "io.tierline.grading..", "io.tierline.analytics..")
                .check(CODE);
    }
}
