package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class AnOldSpringBootIsNamedTest {
    @ParameterizedTest
    @ValueSource(strings = {"2.7.18", "3.5.16", "4.0.9", "4.0.0-SNAPSHOT"})
    void oneSentenceSaysWhichIsNeeded(String version) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> SupportedSpringBoot.check(version))
                .withMessageStartingWith("Spring Boot " + version + " is too old")
                .withMessageContaining("use 4.1 or newer");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"4.1.0", "4.10.0", "4.2.0-RC1", "5.0.0", "unknown"})
    void anyOtherStarts(String version) {
        assertThatCode(() -> SupportedSpringBoot.check(version)).doesNotThrowAnyException();
    }

    @Test
    void theStartAsksOfTheOneThatRuns() {
        List<?> initializers =
                SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationContextInitializer.class);
        assertThat(initializers).hasAtLeastOneElementOfType(SupportedSpringBoot.class);
        assertThatCode(() -> SupportedSpringBoot.check(SpringBootVersion.getVersion()))
                .doesNotThrowAnyException();
    }
}
