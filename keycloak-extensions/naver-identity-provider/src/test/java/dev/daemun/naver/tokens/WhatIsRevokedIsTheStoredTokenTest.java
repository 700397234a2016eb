package dev.daemun.naver.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "{\"token_type\":\"bearer\"} | none",
                "none | none"
            })
    void withThePersonsIdForWhoComesBack(String token, String kept) {
        Optional<String> payload =
                unlinking.payload(null, null, new FederatedIdentityModel("naver", "an id", "name", token));
        assertThat(payload).isEqualTo(Optional.ofNullable(kept));
        payload.ifPresent(found -> assertThat(unlinking.externalId(found)).isEqualTo("an id"));
    }
}
