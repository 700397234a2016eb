package dev.daemun.apple;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.apple.settings.ClientSecrets;
import dev.daemun.brokering.BoundedCall;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.outbox.OutboxDeliveryOutcome;
import org.keycloak.events.outbox.OutboxDeliveryResult;
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

    @Test
    void theAccessTokenWhereThereIsNoOther() {
        assertThat(payload("{\"access_token\":\"a1\",\"refresh_token\":\"\"}"))
                .contains("{\"sub\":\"" + SUB + "\",\"token\":\"a1\",\"hint\":\"access_token\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"access_token\":\"\"}", "{\"refresh_token\":5}", "[]", "a token of long ago", ""})
    void withoutOneNobodyIsCalled(String stored) {
        assertThat(payload(stored)).isEmpty();
        assertThat(payload(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "200 | '' | none",
                "400 | {\"error\":\"invalid_grant\",\"error_description\":\"SECRET\"} | none",
                "400 | {\"error\":\"invalid_client\"} | Apple refused the client secret",
                "400 | {\"error\":\"SECRET\"} | Apple refused the request: no code, status 400",
                "429 | {} | Apple refused the request: no code, status 429",
                "503 | <html>SECRET</html> | Apple refused the request: no code, status 503"
            })
    void aTokenThatHasEndedIsWhatWasWantedAndAnythingElseIsTriedAgain(int status, String body, String reason) {
        OutboxDeliveryResult result = AppleUnlinking.result(new BoundedCall.Answer(status, body));
        if (reason == null) {
            assertThat(result.outcome()).isEqualTo(OutboxDeliveryOutcome.DELIVERED);
        } else {
            assertThat(result.outcome()).isEqualTo(OutboxDeliveryOutcome.RETRY);
            assertThat(result.errorMessage()).startsWith(reason).doesNotContain("SECRET");
        }
    }

    private Optional<String> payload(String stored) {
        return unlinking.payload(
                null, new IdentityProviderModel(), new FederatedIdentityModel("apple", SUB, "apple_" + SUB, stored));
    }
}
