package io.tierline.kit.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who may see whom in a service: domain sees Java and domain; application sees domain and what it takes to make a unit of
 * work; rest, messaging and persistence see application and domain, never each other; features meet in domain and
 * application alone.
 *
 * <p>A rule about a package that is missing or empty would hold for ever: so each package has to be named and to have
 * classes, and each class has to be in a named package.
 */
public final class DependencyRule {

    private static final List<String> ADAPTERS = List.of("rest", "messaging", "persistence");

    /** The kit, Mutiny, the transaction at hand, and what an application class tells the container and the meters. */
    private static final String[] APPLICATION_SEES = {
        "java..",
        "io.tierline.kit..",
        "io.smallrye.mutiny..",
        "io.vertx.mutiny..",
        "jakarta.enterprise.context",
        "io.quarkus.scheduler",
        "io.micrometer.core.instrument..",
        "org.jboss.logging"
    };

    private final String root;
    private final Map<String, List<String>> features = new LinkedHashMap<>();
    private final List<String> domainLibraries = new ArrayList<>();
    private final List<String> applicationLibraries = new ArrayList<>();
    private DescribedPredicate<JavaClass> domainAdapter = DescribedPredicate.alwaysFalse();

    private DependencyRule(String root) {
        this.root = root;
    }

    /** The rule for the service in this package; what stands in the package itself, such as role names, is free. */
    public static DependencyRule of(String root) {
        return new DependencyRule(root);
    }

    /** Names a feature and the roles that it has packages for. */
    public DependencyRule feature(String name, String... roles) {
        features.put(name, List.of(roles));
        return this;
    }

    /** Lets one class of a domain see a library, on behalf of all. */
    public DependencyRule domainClassSees(String className, String... packages) {
        domainAdapter = domainAdapter.or(new DescribedPredicate<>("belongs to " + className) {
            @Override
            public boolean test(JavaClass type) {
                return type.getName().equals(className) || type.getName().startsWith(className + "$");
            }
        });
        domainLibraries.addAll(List.of(packages));
        return this;
    }

    /** Lets application classes see a library. */
    public DependencyRule applicationSees(String... packages) {
        applicationLibraries.addAll(List.of(packages));
        return this;
    }

    /** Checks the service's classes; fails with an AssertionError that names every breach. */
    public void check() {
        JavaClasses code = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
        everyNamedPackageHasClasses(code);
        everyClassHasAPlace(code);
        domainSeesJavaAndDomain(code);
        applicationSeesDomain(code);
        adaptersDoNotSeeEachOther(code);
        featuresMeetInside(code);
    }

    private void everyNamedPackageHasClasses(JavaClasses code) {
        places().forEach(place -> {
            // package-info alone is no class to make rules for.
            boolean empty = code.stream()
                    .filter(type -> type.getPackageName().equals(place))
                    .allMatch(type -> type.getSimpleName().equals("package-info"));
            if (empty) {
                throw new AssertionError("There are no classes in " + place);
            }
        });
    }

    private void everyClassHasAPlace(JavaClasses code) {
        classes()
                .that(not(resideInAnyPackage(root)))
                .should()
                .resideInAnyPackage(places().toArray(String[]::new))
                .check(code);
    }

    private void domainSeesJavaAndDomain(JavaClasses code) {
        classes()
                .that()
                .resideInAPackage(root + ".*.domain")
                .and(not(domainAdapter))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", root + ".*.domain")
                .check(code);
        if (!domainLibraries.isEmpty()) {
            List<String> seen = new ArrayList<>(List.of("java..", root + ".*.domain"));
            seen.addAll(domainLibraries);
            classes()
                    .that(domainAdapter)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(seen.toArray(String[]::new))
                    .check(code);
        }
    }

    private void applicationSeesDomain(JavaClasses code) {
        List<String> seen = new ArrayList<>(List.of(APPLICATION_SEES));
        seen.addAll(applicationLibraries);
        seen.add(root + ".*.domain");
        seen.add(root + ".*.application");
        classes()
                .that()
                .resideInAPackage(root + ".*.application")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(seen.toArray(String[]::new))
                .check(code);
    }

    private void adaptersDoNotSeeEachOther(JavaClasses code) {
        for (String adapter : ADAPTERS) {
            noClasses()
                    .that()
                    .resideInAPackage(root + ".*." + adapter)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ADAPTERS.stream()
                            .filter(other -> !other.equals(adapter))
                            .map(other -> root + ".*." + other)
                            .toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(code);
        }
    }

    private void featuresMeetInside(JavaClasses code) {
        for (String feature : features.keySet()) {
            classes()
                    .that()
                    .resideInAPackage(root + "." + feature + "..")
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(
                                    root, root + "." + feature + "..", root + ".*.application", root + ".*.domain")
                            .or(not(resideInAnyPackage(root + ".."))))
                    .check(code);
        }
    }

    private Stream<String> places() {
        return features.entrySet().stream()
                .flatMap(
                        feature -> feature.getValue().stream().map(role -> root + "." + feature.getKey() + "." + role));
    }
}
