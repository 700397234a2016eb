package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;

/**
 * A jar of Daemun's in Keycloak.
 *
 * @param spi the SPI of the provider that says the jar's version, as Keycloak calls it
 * @param provider that provider's id
 */
record Extension(String jar, String spi, String provider) {
    static final String UNKNOWN = "unknown";
    static final List<Extension> ALL = List.of(
            new Extension("apple-identity-provider", "social", "apple"),
            new Extension("event-relay", "event-relay", "webhook"),
            new Extension("identity-event-log", "eventsListener", "daemun-identity-event-log"),
            new Extension("kakao-identity-provider", "social", "kakao"),
            new Extension("login-theme", "theme", "daemun"),
            new Extension("naver-identity-provider", "social", "naver"),
            new Extension("revocation-feed", "realm-restapi-extension", "revocation-feed"),
            new Extension("safe-linking", "authenticator", "daemun-link-account"),
            new Extension("token-mappers", "client-policy-executor", "daemun-access-token-type"),
            new Extension("upstream-signals", "realm-restapi-extension", "upstream-signals"));

    /**
     * The version that runs, {@link #UNKNOWN} where the jar does not say it, or nothing where it is not there.
     *
     * @param server what Keycloak answers at {@code /admin/serverinfo}
     */
    Optional<String> version(JsonNode server) {
        JsonNode found = spi.equals("theme")
                ? theme(server)
                : server.path("providers").path(spi).path("providers").path(provider);
        if (found.isMissingNode()) {
            return Optional.empty();
        }
        // A theme has no code that could say it, so its description ends with it in every language.
        String text = spi.equals("theme")
                ? found.path("description").asText(UNKNOWN)
                : found.path("operationalInfo").path("version").asText(UNKNOWN);
        return Optional.of(text.substring(text.lastIndexOf(' ') + 1));
    }

    private JsonNode theme(JsonNode server) {
        for (JsonNode theme : server.path("themes").path("login")) {
            if (theme.path("name").asText().equals(provider)) {
                return theme;
            }
        }
        return MissingNode.getInstance();
    }
}
