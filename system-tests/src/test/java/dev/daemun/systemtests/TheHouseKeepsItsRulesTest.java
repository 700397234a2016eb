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

/** The rules that ARCHITECTURE.md states. */
class TheHouseKeepsItsRulesTest {
    private static JavaClasses everything;

    @BeforeAll
    static void readAllModules() throws IOException {
        List<Path> compiled = new ArrayList<>();
        for (Path directory : List.of(Path.of(".."), Path.of("../keycloak-extensions"))) {
            try (DirectoryStream<Path> modules = Files.newDirectoryStream(directory)) {
                modules.forEach(module -> compiled.add(module.resolve("target/classes")));
            }
        }
        compiled.removeIf(classes -> !Files.isDirectory(classes));
        everything = new ClassFileImporter().importPaths(compiled);
        assertThat(everything.stream().map(type -> type.getPackageName()))
                .contains("dev.daemun.tokenmappers", "dev.daemun.resourceserver", "dev.daemun.sample");
    }

    @Test
    void extensionsKnowNothingOfSpring() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.daemun.tokenmappers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "dev.daemun.resourceserver..")
                .check(everything);
    }

    @Test
    void servicesKnowNothingOfKeycloak() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.daemun.resourceserver..", "dev.daemun.sample..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.keycloak..", "dev.daemun.tokenmappers..")
                .check(everything);
    }

    @Test
    void productsKnowNothingOfToolsAndTests() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.daemun.tokenmappers..",
                        "dev.daemun.resourceserver..",
                        "dev.daemun.sample..",
                        "dev.daemun.realmconfig..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.daemun.localplatform..", "dev.daemun.systemtests..", "org.junit..")
                .check(everything);
    }

    @Test
    void theCoreOfTheStarterKnowsNoServlet() {
        noClasses()
                .that()
                .resideInAPackage("dev.daemun.resourceserver..")
                .and()
                .resideOutsideOfPackage("dev.daemun.resourceserver.servlet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..", "org.springframework.web.servlet..", "dev.daemun.resourceserver.servlet..")
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
}
