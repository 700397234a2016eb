package dev.daemun.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the rules that ARCHITECTURE.md states. */
class TheHouseKeepsItsRulesTest {
    private static final Path PROJECT = Path.of("../..");

    private static JavaClasses extensions;
    private static JavaClasses products;
    private static JavaClasses everything;

    @BeforeAll
    static void readAllModules() throws IOException {
        List<Path> inKeycloak = compiled(PROJECT.resolve("keycloak-extensions"));
        List<Path> all = compiled(PROJECT);
        all.addAll(inKeycloak);
        extensions = new ClassFileImporter().importPaths(inKeycloak);
        // None of them runs in production: the first starts a platform, the others are for the tests of services.
        products = new ClassFileImporter()
                .importPaths(all.stream()
                        .filter(classes -> !classes.startsWith(PROJECT.resolve("local-platform"))
                                && !classes.startsWith(PROJECT.resolve("resource-server-test"))
                                && !classes.startsWith(PROJECT.resolve("testcontainers")))
                        .toList());
        all.addAll(compiled(PROJECT.resolve("testing")));
        everything = new ClassFileImporter().importPaths(all);
        assertThat(extensions).isNotEmpty();
        assertThat(products.size()).isBetween(extensions.size() + 1, everything.size() - 1);
    }

    @Test
    void extensionsKnowNothingOfSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "dev.daemun.resourceserver..")
                .check(extensions);
    }

    /** The API package of an extension is the one at its root; what lies below is for the extension alone. */
    @Test
    void onlyTheApiPackageOfAnExtensionIsUsedByOthers() {
        Set<String> roots = extensions.stream()
                .map(type -> type.getPackageName().replaceFirst("^(dev\\.daemun\\.[a-z]+).*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(roots).contains("dev.daemun.eventlog", "dev.daemun.eventrelay", "dev.daemun.revocationfeed");
        for (String root : roots) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(root + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(root + ".*..")
                    .check(everything);
        }
    }

    @ParameterizedTest
    @CsvSource({"identity-event-log, eventlog", "event-relay, eventrelay", "revocation-feed, revocationfeed"})
    void aModuleThatOthersBuildOnSaysHowTheDataGoThroughIt(String module, String root) {
        assertThat(PROJECT.resolve("keycloak-extensions")
                        .resolve(module)
                        .resolve("src/main/java/dev/daemun")
                        .resolve(root)
                        .resolve("package-info.java"))
                .content()
                .contains("The way of the data");
    }

    /** Another module's tables are its own business: they change with its changelog. */
    @ParameterizedTest
    @CsvSource({"event-relay", "revocation-feed"})
    void onlyTheLogReadsItsTables(String module) throws IOException {
        Path sources = PROJECT.resolve("keycloak-extensions").resolve(module).resolve("src/main");
        try (Stream<Path> files = Files.walk(sources)) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("DAEMUN_EVENT"));
        }
    }

    @Test
    void servicesKnowNothingOfKeycloak() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.daemun.resourceserver..",
                        "dev.daemun.servicecalls..",
                        "dev.daemun.sample..",
                        "dev.daemun.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.keycloak..", "dev.daemun.tokenmappers..")
                .check(everything);
    }

    @Test
    void productsKnowNothingOfToolsAndTests() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.daemun.localplatform..",
                        "dev.daemun.systemtests..",
                        "dev.daemun.standins..",
                        "dev.daemun.standindetour..",
                        "dev.daemun.testissuer..",
                        "org.junit..")
                .check(products);
    }

    @Test
    void theCoreOfTheStarterKnowsNeitherFace() {
        noClasses()
                .that()
                .resideInAPackage("dev.daemun.resourceserver..")
                .and()
                .resideOutsideOfPackages("dev.daemun.resourceserver.servlet..", "dev.daemun.resourceserver.reactive..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "org.springframework.web.servlet..",
                        "dev.daemun.resourceserver.servlet..",
                        "reactor..",
                        "org.reactivestreams..",
                        "org.springframework.web.reactive..",
                        "org.springframework.web.server..",
                        "dev.daemun.resourceserver.reactive..")
                .check(everything);
    }

    @Test
    void theFacesKnowNothingOfEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.daemun.resourceserver.servlet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "reactor..", "org.springframework.web.server..", "dev.daemun.resourceserver.reactive..")
                .check(everything);
        noClasses()
                .that()
                .resideInAPackage("dev.daemun.resourceserver.reactive..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "dev.daemun.resourceserver.servlet..")
                .check(everything);
    }

    @Test
    void packagesDoNotGoInCircles() {
        slices().matching("dev.daemun.(**)").should().beFreeOfCycles().check(everything);
    }

    @Test
    void thereAreNoDrawersForEverything() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Utility)")
                .check(everything);
        classes().should().resideInAPackage("dev.daemun..").check(everything);
    }

    /** Classes run side by side, so that what two of them share has to be locked by both. */
    @Test
    void eachTestLocksThePlatformThatItUses() throws ReflectiveOperationException {
        JavaClasses tests = new ClassFileImporter().importPath("target/test-classes");
        Map<JavaClass, String> locks = new HashMap<>();
        for (JavaClass platform : tests) {
            if (platform.tryGetField("LOCK").isPresent()) {
                locks.put(platform, (String)
                        platform.reflect().getDeclaredField("LOCK").get(null));
            }
        }
        assertThat(locks).hasSizeGreaterThan(4);
        for (JavaClass test : tests) {
            if (test.getSimpleName().endsWith("IT")) {
                Set<String> needed = test.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> locks.get(dependency.getTargetClass()))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
                assertThat(Stream.of(test.reflect().getAnnotationsByType(ResourceLock.class))
                                .map(ResourceLock::value))
                        .as(test.getSimpleName())
                        .containsAll(needed);
            }
        }
    }

    private static List<Path> compiled(Path directory) throws IOException {
        List<Path> compiled = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(directory)) {
            for (Path module : modules) {
                Path classes = module.resolve("target/classes");
                if (Files.isDirectory(classes)) {
                    compiled.add(classes);
                }
            }
        }
        return compiled;
    }
}
