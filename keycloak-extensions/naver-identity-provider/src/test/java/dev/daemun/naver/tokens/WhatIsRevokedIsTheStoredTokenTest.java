package dev.daemun.naver.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.outbox.OutboxDeliveryOutcome;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.models.FederatedIdentityModel;

class WhatIsRevokedIsTheStoredTokenTest {
    private final NaverUnlinking unlinking = new NaverUnlinking();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"access_token\":\"a\",\"refresh_token\":\"r\"} | {\"id\":\"an id\",\"refresh_token\":\"r\"}",
                "{\"access_token\":\"a\"} | {\"id\":\"an id\",\"access_token\":\"a\"}",
                "{\"access_token\":\"a\",\"refresh_token\":\"\"} | {\"id\":\"an id\",\"access_token\":\"a\"}",
                "{\"access_token\":\"a\",\"refresh_token\":null} | {\"id\":\"an id\",\"access_token\":\"a\"}",
                "{\"access_token\":\"\"} | none",
                "{\"token_type\":\"bearer\"} | none",
                "none | none"
            })
    void withThePersonsIdForWhoComesBack(String token, String kept) {
        Optional<String> payload =
                unlinking.payload(null, null, new FederatedIdentityModel("naver", "an id", "name", token));
        assertThat(payload).isEqualTo(Optional.ofNullable(kept));
        payload.ifPresent(found -> assertThat(unlinking.externalId(found)).isEqualTo("an id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "200 | '' | none",
                "200 | {\"error\":\"invalid_token\"} | none",
                "400 | {\"error\":\"invalid_grant\"} | none",
                "200 | {\"error\":\"temporarily_unavailable\"} | status 200, temporarily_unavailable",
                "503 | {\"error\":\"temporarily_unavailable\"} | status 503, temporarily_unavailable",
                "401 | {\"error\":\"invalid_client\",\"error_description\":\"SECRET\"} | status 401, invalid_client",
                "400 | {\"error\":\"SECRET\"} | status 400",
                "502 | <html>SECRET</html> | status 502"
            })
    void whatNaverDoesNotKnowIsDoneAndAnythingElseIsTriedAgain(int status, String body, String reason) {
        OutboxDeliveryResult result = NaverUnlinking.result(new NaverAnswer(status, body));
        assertThat(result.outcome())
                .isEqualTo(reason == null ? OutboxDeliveryOutcome.DELIVERED : OutboxDeliveryOutcome.RETRY);
        assertThat(result.errorMessage()).isEqualTo(reason);
    }
}
