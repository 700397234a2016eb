package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The samples come where somebody asks for them, and in demos; production asks for no secret of theirs. */
class NoSamplesInProductionTest {
    private final Map<String, String> environment =
            new HashMap<>(Map.of("DAEMUN_GATEWAY_CLIENT_SECRET", "kVnN0pXo2yQm8sT4"));

    @Test
    void productionHasNone() {
        JsonNode realm = RealmConfig.realm(environment, Mode.PRODUCTION);
        assertThat(realm.toString()).doesNotContain("sample-", "order-manager", "order-desk");
        assertThat(realm.path("clients"))
                .extracting(client -> client.path("clientId").asText())
                .contains("api-gateway", "revocation-feed", "account-console");
    }

    @Test
    void neitherWhereAnEmptyListOfOverlaysIsHandedOn() {
        environment.put("DAEMUN_REALM_OVERLAYS", " ");
        assertThat(RealmConfig.realm(environment, Mode.PRODUCTION).toString()).doesNotContain("sample-");
    }

    @Test
    void aDemoHasThem() {
        environment.put("DAEMUN_WEB_APP_URL", "http://localhost:8080");
        environment.put("DAEMUN_SAMPLE_SERVICE_URL", "http://localhost:8081");
        environment.put("DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET", "demo-secret");
        environment.put("DAEMUN_ORDER_REPORT_CLIENT_SECRET", "demo-secret");
        environment.put("DAEMUN_DEMO_USER_PASSWORD", "demo-password");
        assertThat(RealmConfig.realm(environment, Mode.DEMO).path("clients"))
                .extracting(client -> client.path("clientId").asText())
                .contains("sample-web-app", "sample-resource-service", "sample-order-report");
    }
}
