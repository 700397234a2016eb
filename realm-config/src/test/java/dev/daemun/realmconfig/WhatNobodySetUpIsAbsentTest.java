package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatNobodySetUpIsAbsentTest {
    @TempDir
    private Path importDirectory;

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "DAEMUN_REALM_OVERLAYS",
            "samples",
            "DAEMUN_WEB_APP_URL",
            "https://shop.example.com",
            "DAEMUN_SAMPLE_SERVICE_URL",
            "https://orders.example.com",
            "DAEMUN_GATEWAY_CLIENT_SECRET",
            "kVnN0pXo2yQm8sT4",
            "DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET",
            "u1R7eWcZb5Hq9aLd",
            "DAEMUN_ORDER_REPORT_CLIENT_SECRET",
            "Jx3fGt6vPs0wYk2n"));

    @Test
    void neitherProvidersNorMail() throws IOException {
        environment.put("DAEMUN_KAKAO_CLIENT_ID", " ");
        JsonNode realm = written();
        assertThat(realm.path("identityProviders")).isEmpty();
        assertThat(realm.path("identityProviderMappers")).isEmpty();
        assertThat(realm.has("smtpServer")).isFalse();
    }

    @Test
    void oneProviderAloneWithItsMappers() throws IOException {
        environment.put("DAEMUN_GOOGLE_CLIENT_ID", "a-client.apps.googleusercontent.com");
        environment.put("DAEMUN_GOOGLE_CLIENT_SECRET", "GOCSPX-short");
        JsonNode realm = written();
        assertThat(realm.path("identityProviders")).hasSize(1);
        JsonNode google = realm.path("identityProviders").path(0);
        assertThat(google.path("alias").asText()).isEqualTo("google");
        assertThat(google.path("config").path("validateSignature").asText()).isEqualTo("true");
        assertThat(google.path("config").path("hostedDomain").asText()).isEmpty();
        assertThat(google.has("$onlyWith")).isFalse();
        assertThat(realm.path("identityProviderMappers"))
                .allMatch(
                        mapper -> mapper.path("identityProviderAlias").asText().equals("google"));
    }

    @Test
    void theHostedDomainIsTheOneThatIsSet() throws IOException {
        environment.put("DAEMUN_GOOGLE_CLIENT_ID", "a-client.apps.googleusercontent.com");
        environment.put("DAEMUN_GOOGLE_CLIENT_SECRET", "GOCSPX-short");
        environment.put("DAEMUN_GOOGLE_HOSTED_DOMAIN", "company.example");
        assertThat(written().at("/identityProviders/0/config/hostedDomain").asText())
                .isEqualTo("company.example");
    }

    @Test
    void applesKeyIsAFileAndNeverInTheRealm() throws IOException {
        environment.put("DAEMUN_APPLE_CLIENT_ID", "kr.example.web");
        environment.put("DAEMUN_APPLE_TEAM_ID", "TEAM123456");
        environment.put("DAEMUN_APPLE_KEY_ID", "KEY1234567");
        environment.put("DAEMUN_APPLE_KEY_FILE", "/run/secrets/apple-key");
        JsonNode apple = written().at("/identityProviders/0");
        assertThat(apple.path("alias").asText()).isEqualTo("apple");
        assertThat(apple.path("storeToken").asBoolean())
                .as("without a stored token nobody can be unlinked at Apple")
                .isTrue();
        assertThat(apple.path("config").has("clientSecret")).isFalse();
        for (String noPath : new String[] {"apple.p8", "-----BEGIN PRIVATE KEY-----"}) {
            environment.put("DAEMUN_APPLE_KEY_FILE", noPath);
            assertThatThrownBy(this::written)
                    .hasMessageContaining("DAEMUN_APPLE_KEY_FILE is no absolute path: ")
                    .hasMessageNotContaining(noPath);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DAEMUN_KAKAO_CLIENT_ID, DAEMUN_KAKAO_CLIENT_SECRET",
        "DAEMUN_NAVER_CLIENT_ID, DAEMUN_NAVER_CLIENT_SECRET",
        "DAEMUN_GOOGLE_CLIENT_ID, DAEMUN_GOOGLE_CLIENT_SECRET",
        "DAEMUN_APPLE_CLIENT_ID, DAEMUN_APPLE_KEY_FILE",
        "DAEMUN_SMTP_HOST, DAEMUN_SMTP_PASSWORD"
    })
    void halfOfItIsRefused(String set, String missing) {
        environment.put(set, "something");
        assertThatThrownBy(this::written).hasMessageContaining(missing + " is not set: ");
    }

    private JsonNode written() throws IOException {
        RealmConfig.write(importDirectory, environment, Mode.PRODUCTION);
        return new ObjectMapper()
                .readTree(importDirectory.resolve("daemun-realm.json").toFile());
    }
}
