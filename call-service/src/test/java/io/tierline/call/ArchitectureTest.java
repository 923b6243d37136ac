package io.tierline.call;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tierline.call.contacts.domain.Phone;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The dependency rule: domain sees Java and itself; application sees domain, Mutiny, the service kit and the transaction
 * at hand; rest, messaging and persistence see application and domain, never each other; features see of each other
 * application and domain alone, and contacts does not know that there are calls.
 */
class ArchitectureTest {

    private static final String ROOT = "io.tierline.call";
    private static final List<String> ADAPTERS = List.of("rest", "messaging", "persistence");

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Stream<Arguments> packages() {
        return Stream.of(
                Arguments.of("calls", "domain"),
                Arguments.of("calls", "application"),
                Arguments.of("calls", "rest"),
                Arguments.of("calls", "messaging"),
                Arguments.of("calls", "persistence"),
                Arguments.of("contacts", "domain"),
                Arguments.of("contacts", "application"),
                Arguments.of("contacts", "persistence"));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void rulesSpeakOfPackagesThatHaveClasses(String feature, String role) {
        String name = ROOT + "." + feature + "." + role;
        assertThat(CODE.stream()
                        .filter(type -> type.getPackageName().equals(name))
                        .filter(type -> !type.getSimpleName().equals("package-info")))
                .as("classes in %s", name)
                .isNotEmpty();
    }

    @Test
    void everyClassOfAFeatureHasARole() {
        classes()
                .that(not(resideInAPackage(ROOT)))
                .should()
                .resideInAnyPackage(packages()
                        .map(place -> ROOT + "." + place.get()[0] + "." + place.get()[1] + "..")
                        .toArray(String[]::new))
                .check(CODE);
    }

    @Test
    void domainSeesJavaAndItself() {
        classes()
                .that(resideInAPackage(ROOT + ".*.domain..").and(not(type(Phone.class))))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", ROOT + ".*.domain..")
                .check(CODE);
    }

    @Test
    void phoneAloneKnowsTheLibraryForNumbers() {
        noClasses()
                .that(not(type(Phone.class)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google..")
                .check(CODE);
        classes()
                .that(type(Phone.class))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.google.i18n.phonenumbers..", ROOT + ".*.domain..")
                .check(CODE);
    }

    /** The scope annotation says that there is one of it, and is all that the container needs to know. */
    @Test
    void applicationSeesDomainMutinyAndTheKit() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".*.application..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "io.smallrye.mutiny..",
                                "jakarta.enterprise.context",
                                "io.tierline.kit..",
                                "io.micrometer.core.instrument..",
                                "com.github.f4b6a3.ulid..",
                                ROOT + ".*.domain..",
                                ROOT + ".*.application..")
                        .or(type(SqlConnection.class)))
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

    @Test
    void adaptersAreSeenByNobody() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".*.domain..", ROOT + ".*.application..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ADAPTERS.stream()
                        .map(adapter -> ROOT + ".*." + adapter + "..")
                        .toArray(String[]::new))
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "contacts"})
    void featuresSeeOfEachOtherApplicationAndDomainAlone(String feature) {
        classes()
                .that()
                .resideInAPackage(ROOT + "." + feature + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                ROOT, ROOT + "." + feature + "..", ROOT + ".*.application..", ROOT + ".*.domain..")
                        .or(not(resideInAnyPackage(ROOT + ".."))))
                .check(CODE);
    }

    @Test
    void contactsDoNotKnowThatThereAreCalls() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".contacts..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".calls..")
                .check(CODE);
    }
}
