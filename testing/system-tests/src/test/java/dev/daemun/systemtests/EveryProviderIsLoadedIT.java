package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.info.ProviderRepresentation;
import org.keycloak.representations.info.SpiInfoRepresentation;
import org.keycloak.representations.info.ThemeInfoRepresentation;

@Order(1)
@ResourceLock(providers = NetworkInterfaces.OfContainers.class)
@ResourceLock(TestPlatform.LOCK)
class EveryProviderIsLoadedIT {
    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void theSignInPageHasItsTheme() {
        try (Keycloak admin = platform.admin()) {
            assertThat(admin.serverInfo().getInfo().getThemes().get("login"))
                    .extracting(ThemeInfoRepresentation::getName)
                    .contains("daemun");
            assertThat(platform.realm(admin).toRepresentation().getLoginTheme()).isEqualTo("daemun");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "eventsListener, daemun-identity-event-log",
        "identity-event-log, daemun",
        "jpa-entity-provider, daemunlog",
        "social, kakao",
        "identity-provider-mapper, kakao-user-attribute-mapper",
        "identity-provider-mapper, kakao-birthdate-mapper",
        "identity-provider-mapper, kakao-phone-number-mapper",
        "jpa-entity-provider, daemunkakao",
        "social, naver",
        "identity-provider-mapper, naver-user-attribute-mapper",
        "identity-provider-mapper, naver-birthdate-mapper",
        "identity-provider-mapper, naver-phone-number-mapper",
        "jpa-entity-provider, daemunnaver",
        "social, apple",
        "identity-provider-mapper, apple-user-attribute-mapper",
        "jpa-entity-provider, daemunapple",
        "realm-restapi-extension, revocation-feed",
        "admin-realm-restapi-extension, revocation-feed-readers",
        "event-relay, webhook",
        "event-relay, kafka",
        "event-relay, runner",
        "jpa-entity-provider, daemunrelay",
        "admin-realm-restapi-extension, dead-letters",
        "admin-realm-restapi-extension, identity-events",
        "authenticator, daemun-create-user-unless-provable",
        "authenticator, daemun-remember-provider-address",
        "authenticator, daemun-link-account",
        "realm-restapi-extension, upstream-signals",
        "jpa-entity-provider, daemunsignals",
        "authenticator, daemun-held-at-provider",
        "authenticator, daemun-release-held-sign-in",
        "protocol-mapper, daemun-roles-mapper",
        "protocol-mapper, daemun-idp-mapper",
        "protocol-mapper, daemun-age-mapper",
        "client-policy-executor, daemun-access-token-type",
        "client-policy-executor, daemun-no-full-scope"
    })
    void keycloakSaysThatItHasIt(String spi, String provider) {
        try (Keycloak admin = platform.admin()) {
            Map<String, SpiInfoRepresentation> spis =
                    admin.serverInfo().getInfo().getProviders();
            Map<String, ProviderRepresentation> loaded = spis.get(spi).getProviders();
            assertThat(loaded).containsKey(provider);
        }
    }
}
