package dev.daemun.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.realmconfig.RealmConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnyServicesFileFitsTest {
    private final RealmOfTests realm = new RealmOfTests();

    @TempDir
    private Path directory;

    @Test
    void itsSecretIsMadeUpAndKnown() throws IOException {
        realm.addService(file("orders.json", """
                {"description": "x", "secret": "${DAEMUN_ORDERS_CLIENT_SECRET}", "readsFeed": true}"""));
        JsonNode orders = client("orders");
        assertThat(orders.path("secret").asText()).startsWith("demo-").hasSizeGreaterThan(16);
        assertThat(realm.clientSecret("orders")).contains(orders.path("secret").asText());
        assertThat(realm.clientSecret("sample-resource-service")).isPresent();
    }

    @Test
    void aClientWithoutASecretHasNone() throws IOException {
        realm.addService(file("orders.json", "{\"description\": \"x\"}"));
        assertThat(realm.clientSecret("orders")).isEmpty();
        assertThat(realm.clientSecret("nobody")).isEmpty();
    }

    @Test
    void theTokensOfATestAreForIt() throws IOException {
        realm.addService(file("orders.json", "{\"description\": \"x\"}"));
        assertThat(scopes(client(RealmOfTests.CLIENT))).contains("orders");
    }

    @Test
    void callersThatThisRealmLacksAreLeftOut() throws IOException {
        realm.addService(file("orders.json", """
                {"description": "x", "calledBy": ["a-shop-elsewhere", "sample-api-docs", "sample-web-app", "stock"]}"""));
        realm.addService(file("stock.json", """
                {"description": "x", "secret": "${DAEMUN_STOCK_CLIENT_SECRET}"}"""));
        assertThat(scopes(client("sample-api-docs"))).contains("orders");
        assertThat(scopes(client("stock"))).contains("orders");
        assertThat(scopes(client(RealmOfTests.CLIENT))).contains("orders", "stock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "\"orders\"", "null"})
    void whatIsNoObjectIsRefused(String text) throws IOException {
        Path file = file("orders.json", text);
        assertThatThrownBy(() -> realm.addService(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orders.json");
    }

    @Test
    void whatIsMissingIsRefused() {
        assertThatThrownBy(() -> realm.addService(directory.resolve("orders.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orders.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"description\": \"x\", \"secrets\": \"${DAEMUN_A}\"}",
                "{\"description\": \"x\", \"usesRoles\": [\"nobody-defines-it\"]}"
            })
    void whatProductionWouldRefuseIsRefused(String text) throws IOException {
        realm.addService(file("orders.json", text));
        assertThatThrownBy(() -> realm.files(Map.of()))
                .isInstanceOf(RealmConfigException.class)
                .hasMessageContaining("services/orders.json:");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private JsonNode client(String id) throws IOException {
        for (JsonNode client : new ObjectMapper()
                .readTree(realm.files(Map.of()).get("daemun-realm.json"))
                .path("clients")) {
            if (client.path("clientId").asText().equals(id)) {
                return client;
            }
        }
        throw new AssertionError("no client " + id);
    }

    private static List<String> scopes(JsonNode client) {
        List<String> scopes = new ArrayList<>();
        client.path("defaultClientScopes").forEach(scope -> scopes.add(scope.asText()));
        client.path("optionalClientScopes").forEach(scope -> scopes.add(scope.asText()));
        return scopes;
    }
}
