package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.daemun.localplatform.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A logging library or an {@code application.properties} in a provider jar breaks Keycloak's start. */
class ProvidersBundleNothingOfKeycloaksIT {
    static Stream<Path> providers() {
        return Parts.built().providers().stream();
    }

    static Stream<Path> identityProviders() {
        return providers().filter(jar -> jar.getFileName().toString().contains("-identity-provider"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aJarHoldsOurClassesAndHowToFindThem(Path provider) throws IOException {
        try (JarFile jar = new JarFile(provider.toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("dev/daemun/")
                            || name.startsWith("META-INF/services/org.keycloak.")
                            || name.startsWith("META-INF/services/dev.daemun.")
                            || name.startsWith("META-INF/daemun-")
                            || name.startsWith("META-INF/keycloak-themes.json")
                            || name.startsWith("theme/")
                            || name.startsWith("theme-resources/messages/")
                            || name.equals("META-INF/MANIFEST.MF")
                            // Keycloak looks for JAX-RS methods only in jars that have this, or a provider of
                            // resources.
                            || name.equals("META-INF/beans.xml"));
        }
    }

    /** Other jars of ours may be missing, or be of another version. */
    @ParameterizedTest
    @MethodSource("identityProviders")
    void anIdentityProviderNeedsNoOtherJarOfOurs(Path provider) throws IOException {
        try (JarFile jar = new JarFile(provider.toFile())) {
            JavaClasses classes = new ClassFileImporter().importJar(jar);
            assertThat(classes).isNotEmpty();
            assertThat(classes.stream()
                            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                            .filter(needed -> needed.getPackageName().startsWith("dev.daemun."))
                            .filter(needed -> !classes.contain(needed.getName()))
                            .map(JavaClass::getName))
                    // Only used where Keycloak says that it is there.
                    .allMatch("dev.daemun.upstreamsignals.ProviderEndedLink"::equals);
        }
    }
}
