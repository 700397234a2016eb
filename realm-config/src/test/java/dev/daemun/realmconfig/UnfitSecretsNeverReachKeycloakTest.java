package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnfitSecretsNeverReachKeycloakTest {
    private static final String SECRET = "DAEMUN_GATEWAY_CLIENT_SECRET";

    @TempDir
    private Path importDirectory;

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "DAEMUN_REALM_OVERLAYS",
            "samples",
            "DAEMUN_WEB_APP_URL",
            "https://shop.example.com",
            "DAEMUN_SAMPLE_SERVICE_URL",
            "https://orders.example.com",
            SECRET,
            "kVnN0pXo2yQm8sT4",
            "DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET",
            "u1R7eWcZb5Hq9aLd",
            "DAEMUN_ORDER_REPORT_CLIENT_SECRET",
            "Jx3fGt6vPs0wYk2n"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DAEMUN_WEB_APP_URL",
                "DAEMUN_SAMPLE_SERVICE_URL",
                SECRET,
                "DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET",
                "DAEMUN_ORDER_REPORT_CLIENT_SECRET"
            })
    void anUnsetVariableIsNamed(String variable) throws IOException {
        environment.remove(variable);
        assertRefused(Mode.PRODUCTION, variable + " is not set: ");
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "'  ', is empty",
        "${GATEWAY_SECRET}, holds a placeholder",
        "$(openssl rand -base64 32), holds a command",
        "`openssl rand -base64 32`, holds a command",
        "demo-gateway-secret-0123456789, is a demo secret",
        "change-me-change-me-change-me, is an example",
        "hunter2, is too short"
    })
    void anUnfitSecretIsNamedInProduction(String secret, String sentence) throws IOException {
        environment.put(SECRET, secret);
        assertRefused(Mode.PRODUCTION, SECRET + " " + sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "DAEMUN_WEB_APP_URL"})
    void whatAStandInKnowsIsNamedInProduction(String variable) throws IOException {
        environment.put(variable, "stand-in-secret");
        assertRefused(Mode.PRODUCTION, variable + " belongs to a stand-in");
    }

    @Test
    void anEmptySecretIsRefusedInADemoToo() throws IOException {
        environment.put("DAEMUN_DEMO_USER_PASSWORD", "demo-password");
        environment.put(SECRET, "");
        assertRefused(Mode.DEMO, SECRET + " is empty: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example.com",
                "https://shop.example.com/",
                "https://*",
                "https://shop.example.com/*",
                "https://shop.example.com?x=1",
                "https://me@shop.example.com",
                "javascript:alert(1)",
                "shop.example.com",
                "https://shop example.com"
            })
    void anAddressThatWouldOpenARedirectIsRefused(String address) throws IOException {
        environment.put("DAEMUN_WEB_APP_URL", address);
        assertRefused(Mode.PRODUCTION, "DAEMUN_WEB_APP_URL ");
    }

    @Test
    void everyProblemIsNamedAtOnceAndNoValueIsRepeated() {
        environment.put(SECRET, "hunter2");
        environment.remove("DAEMUN_WEB_APP_URL");
        assertThatThrownBy(this::writeProduction)
                .hasMessageContaining(SECRET)
                .hasMessageContaining("DAEMUN_WEB_APP_URL")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ends-the-string\", \"publicClient\": true, \"x\": \"",
                "back\\slash-at-the-end\\",
                "line\nbreak\tand-control-\u0001",
                "a-$1-dollar-and-${DAEMUN_WEB_APP_URL}",
                "비밀번호는-한글도-됩니다-12345"
            })
    void anyCharacterInASecretStaysInsideIt(String secret) throws IOException {
        environment.put(SECRET, secret);
        writeProduction();

        String text = Files.readString(importDirectory.resolve("daemun-realm.json"));
        assertThat(text).as("nothing left for Keycloak to replace").doesNotContain("$");
        JsonNode gateway = client(text, "api-gateway");
        assertThat(gateway.path("secret").textValue()).isEqualTo(secret);
        assertThat(gateway.path("publicClient").booleanValue()).isFalse();
    }

    @Test
    void productionHasNoDemoUsers() throws IOException {
        writeProduction();
        try (var files = Files.list(importDirectory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("daemun-realm.json");
        }
        assertThat(Files.readString(importDirectory.resolve("daemun-realm.json")))
                .doesNotContain("demo-");
    }

    @Test
    void theRealmIsReadableByItsOwnerOnly() throws IOException {
        writeProduction();
        assertThat(Files.getPosixFilePermissions(importDirectory.resolve("daemun-realm.json")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    @Test
    void rs256IsOneVariableAway() throws IOException {
        writeProduction();
        assertThat(realm().path("defaultSignatureAlgorithm").textValue()).isEqualTo("ES256");
        environment.put("DAEMUN_SIGNATURE_ALGORITHM", "RS256");
        writeProduction();
        assertThat(realm().path("defaultSignatureAlgorithm").textValue()).isEqualTo("RS256");
        environment.put("DAEMUN_SIGNATURE_ALGORITHM", "");
        writeProduction();
        assertThat(realm().path("defaultSignatureAlgorithm").textValue()).isEqualTo("ES256");
        environment.put("DAEMUN_SIGNATURE_ALGORITHM", "none");
        assertThatThrownBy(this::writeProduction).hasMessageContaining("DAEMUN_SIGNATURE_ALGORITHM");
    }

    private void writeProduction() {
        RealmConfig.write(importDirectory, environment, Mode.PRODUCTION);
    }

    private JsonNode realm() throws IOException {
        return new ObjectMapper()
                .readTree(importDirectory.resolve("daemun-realm.json").toFile());
    }

    private void assertRefused(Mode mode, String sentence) throws IOException {
        assertThatThrownBy(() -> RealmConfig.write(importDirectory, environment, mode))
                .isInstanceOf(RealmConfigException.class)
                .hasMessageStartingWith(sentence);
        try (var files = Files.list(importDirectory)) {
            assertThat(files).as("nothing is written").isEmpty();
        }
    }

    private static JsonNode client(String realm, String clientId) throws IOException {
        for (JsonNode client : new ObjectMapper().readTree(realm).path("clients")) {
            if (client.path("clientId").textValue().equals(clientId)) {
                return client;
            }
        }
        throw new AssertionError("no client " + clientId);
    }
}
