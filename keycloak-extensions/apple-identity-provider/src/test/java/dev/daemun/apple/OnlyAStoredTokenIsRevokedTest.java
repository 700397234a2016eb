package dev.daemun.apple;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.apple.settings.ClientSecrets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;

/** What is kept for the call to Apple when a link is removed. */
class OnlyAStoredTokenIsRevokedTest {
    private static final String SUB = "001001.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0101";

    private final AppleUnlinking unlinking = new AppleUnlinking(new ClientSecrets());

    @Test
    void thePersonAndTheRefreshTokenAndNothingElse() {
        String payload = payload("{\"access_token\":\"a1\",\"refresh_token\":\"r1\",\"accessTokenExpiration\":5}")
                .orElseThrow();
        assertThat(payload).isEqualTo("{\"sub\":\"" + SUB + "\",\"token\":\"r1\"}");
        assertThat(unlinking.externalId(payload)).isEqualTo(SUB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"access_token\":\"a1\"}", "{\"refresh_token\":5}", "[]", "a token of long ago", ""})
    void withoutOneNobodyIsCalled(String stored) {
        assertThat(payload(stored)).isEmpty();
        assertThat(payload(null)).isEmpty();
    }

    @Test
    void aTokenThatHasEndedIsWhatWasWanted() {
        assertThat(AppleRefusal.of(400, "{\"error\":\"invalid_grant\"}").isOfAnEndedToken())
                .isTrue();
        assertThat(AppleRefusal.of(400, "{\"error\":\"invalid_client\"}").isOfAnEndedToken())
                .isFalse();
        assertThat(AppleRefusal.of(503, "{}").isOfAnEndedToken()).isFalse();
    }

    private Optional<String> payload(String stored) {
        return unlinking.payload(
                null, new IdentityProviderModel(), new FederatedIdentityModel("apple", SUB, "apple_" + SUB, stored));
    }
}
