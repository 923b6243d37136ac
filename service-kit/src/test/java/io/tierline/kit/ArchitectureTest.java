package io.tierline.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    private static final List<String> WORDS_OF_THE_DOMAIN =
            List.of("call", "grade", "grading", "tier", "customer", "rep", "team", "outcome");

    private static final JavaClasses KIT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tierline.kit");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "csv",
                "database",
                "input",
                "limits",
                "messaging",
                "outbox",
                "paging",
                "problem",
                "republication",
                "rest",
                "search",
                "security",
                "time"
            })
    void packageIsThereAndNotEmpty(String name) {
        assertThat(KIT.stream().map(JavaClass::getPackageName)).contains("io.tierline.kit." + name);
    }

    @Test
    void kitDependsOnNoService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tierline.call..", "io.tierline.grading..", "io.tierline.analytics..")
                .check(KIT);
    }

    @Test
    void kitsClassesKnowNotOneWordOfTheDomain() {
        assertThat(KIT.stream()
                        .filter(type -> words(type.getSimpleName()).stream().anyMatch(WORDS_OF_THE_DOMAIN::contains)))
                .isEmpty();
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        SlicesRuleDefinition.slices()
                .matching("io.tierline.kit.(*)..")
                .should()
                .beFreeOfCycles()
                .check(KIT);
    }

    private static List<String> words(String camelCase) {
        return List.of(camelCase.split("(?=[A-Z])")).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
