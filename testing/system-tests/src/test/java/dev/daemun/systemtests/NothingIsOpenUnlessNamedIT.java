package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(TestPlatform.LOCK)
class NothingIsOpenUnlessNamedIT {
    private final TestPlatform platform = TestPlatform.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/me", "/orders", "/", "/error", "/actuator", "/actuator/env", "/nothing-here"})
    void theServiceWantsAToken(String path) {
        assertThat(platform.callService(path).get().status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/env", "/actuator/heapdump", "/me", "/"})
    void soDoesItsManagementPort(String path) {
        assertThat(Call.to(platform.sampleService.managementUrl() + path).get().status())
                .isEqualTo(401);
    }

    @Test
    void healthAndMetricsAreForTheOperator() {
        String management = platform.sampleService.managementUrl();
        assertThat(Call.to(management + "/actuator/health/readiness").get().body())
                .contains("UP");
        assertThat(Call.to(management + "/actuator/health").get().body())
                .as("health shows no details")
                .doesNotContain("jdbc", "path");
        assertThat(Call.to(management + "/actuator/prometheus").get().body()).contains("http_server_requests");
        assertThat(platform.callService("/actuator/prometheus").get().status())
                .as("there are no metrics on the public port")
                .isEqualTo(404);
    }

    @Test
    void thePagesAreOnKeycloakAndTheDocumentationIsOpen() {
        assertThat(platform.callService("/v3/api-docs")
                        .get()
                        .json()
                        .path("components")
                        .path("securitySchemes"))
                .isNotEmpty();
        assertThat(platform.callService("/swagger-ui/index.html").get().status())
                .isEqualTo(200);
    }
}
