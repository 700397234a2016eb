package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;

/** Spring Boot would throw unwanted observations away and so hide that they are made; here it does not observe at all. */
class UnwantedObservationsAreNotEvenMadeTest {
    private static final String WITHOUT_BOOT = "spring.autoconfigure.exclude="
            + "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration";
    private static final String WANTED = "management.observations.enable.spring.security=true";
    private static final String UNWANTED = "management.observations.enable.spring.security=false";

    @ParameterizedTest
    @EnumSource
    void whereTheApplicationSaysSo(Face face) {
        assertThat(securityObservations(face, List.of(Observed.class), WANTED)).isNotEmpty();
        assertThat(securityObservations(face, List.of(Observed.class), UNWANTED))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheApplicationDefinesItselfWins(Face face) {
        assertThat(securityObservations(face, List.of(Observed.class, OwnSettings.class), UNWANTED))
                .isNotEmpty();
    }

    private static Set<String> securityObservations(Face face, List<Class<?>> own, String property) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestService service = TestService.trusting(face, issuer, own, WITHOUT_BOOT, property)) {
            Observed.SEEN.clear();
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            return Observed.SEEN.stream()
                    .filter(name -> name.startsWith("spring.security"))
                    .collect(Collectors.toSet());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Observed {
        static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

        @Bean
        ObservationRegistry observationRegistry() {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(new ObservationHandler<>() {
                @Override
                public void onStart(Observation.Context context) {
                    SEEN.add(context.getName());
                }

                @Override
                public boolean supportsContext(Observation.Context context) {
                    return true;
                }
            });
            return registry;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnSettings {
        @Bean
        SecurityObservationSettings ownSettings() {
            return SecurityObservationSettings.withDefaults()
                    .shouldObserveRequests(true)
                    .build();
        }
    }
}
