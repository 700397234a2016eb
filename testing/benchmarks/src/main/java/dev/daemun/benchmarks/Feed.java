package dev.daemun.benchmarks;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/** The feed of withdrawals, as the sample service's account reads it. */
record Feed(KeycloakUnderTest keycloak) {
    /** A new token of the account. */
    String token() {
        return new FormPost(
                        keycloak.issuer() + "/protocol/openid-connect/token",
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", KeycloakUnderTest.SERVICE,
                                "client_secret", KeycloakUnderTest.SECRET))
                .send()
                .path("access_token")
                .asText();
    }

    /**
     * A request for withdrawals.
     *
     * @param query what comes behind the feed's address, such as {@code /stream} or {@code ?after=} with a cursor
     */
    HttpRequest request(String token, String query) {
        return HttpRequest.newBuilder(URI.create(keycloak.issuer() + "/revocation-feed/withdrawals" + query))
                .header("Authorization", "Bearer " + token)
                .build();
    }
}
