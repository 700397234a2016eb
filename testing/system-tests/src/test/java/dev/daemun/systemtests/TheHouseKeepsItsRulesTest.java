package dev.daemun.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
        products = new ClassFileImporter()
                .importPaths(all.stream()
                        .filter(classes -> !classes.startsWith(PROJECT.resolve("local-platform")))
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

    @Test
    void servicesKnowNothingOfKeycloak() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.daemun.resourceserver..", "dev.daemun.sample..", "dev.daemun.gateway..")
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
