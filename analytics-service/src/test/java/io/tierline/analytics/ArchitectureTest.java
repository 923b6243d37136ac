package io.tierline.analytics;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The dependency rule: domain sees Java and itself; application sees domain and Mutiny; rest, messaging and persistence
 * see application and domain, never each other; features meet only through application.
 */
class ArchitectureTest {

    private static final String ROOT = "io.tierline.analytics";
    private static final List<String> FEATURES = List.of("rates");
    private static final List<String> ROLES = List.of("domain", "application", "rest", "messaging", "persistence");
    private static final List<String> ADAPTERS = List.of("rest", "messaging", "persistence");

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Stream<Arguments> packages() {
        return FEATURES.stream().flatMap(feature -> ROLES.stream().map(role -> Arguments.of(feature, role)));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void rulesSpeakOfPackagesThatHaveClasses(String feature, String role) {
        String name = ROOT + "." + feature + "." + role;

        // package-info.java alone is no class to make rules for.
        assertThat(CODE.stream()
                        .filter(type -> type.getPackageName().equals(name))
                        .filter(type -> !type.getSimpleName().equals("package-info")))
                .as("classes in %s", name)
                .isNotEmpty();
    }

    @Test
    void everyClassOfAFeatureHasARole() {
        classes()
                .that(not(resideInAnyPackage(ROOT)))
                .should()
                .resideInAnyPackage(packages()
                        .map(place -> ROOT + "." + place.get()[0] + "." + place.get()[1] + "..")
                        .toArray(String[]::new))
                .check(CODE);
    }

    @Test
    void domainSeesJavaAndItself() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".*.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", ROOT + ".*.domain..")
                .check(CODE);
    }

    /** The scope annotation says that there is one of it, and is all that the container needs to know. */
    @Test
    void applicationSeesDomainAndMutiny() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".*.application..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.smallrye.mutiny..",
                        "jakarta.enterprise.context",
                        ROOT + ".*.domain..",
                        ROOT + ".*.application..")
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "messaging", "persistence"})
    void adaptersDoNotSeeEachOther(String adapter) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*." + adapter + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ADAPTERS.stream()
                        .filter(other -> !other.equals(adapter))
                        .map(other -> ROOT + ".*." + other + "..")
                        .toArray(String[]::new))
                .check(CODE);
    }

    @ParameterizedTest
    @MethodSource("features")
    void featuresMeetOnlyThroughApplication(String feature) {
        classes()
                .that()
                .resideInAPackage(ROOT + "." + feature + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ROOT + "." + feature + "..", ROOT + ".*.application..")
                        .or(not(resideInAnyPackage(ROOT + ".."))))
                .check(CODE);
    }

    static List<String> features() {
        return FEATURES;
    }
}
