package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The revocation feed, read with a service account's token. */
record Feed(String issuer, String token) {
    static Feed of(String issuer) {
        return new Feed(issuer, serviceAccount(issuer, "sample-resource-service", TestRealm.SERVICE_SECRET));
    }

    static String serviceAccount(String issuer, String clientId, String secret) {
        return Call.to(issuer + "/protocol/openid-connect/token")
                .basic(clientId, secret)
                .postForm(Map.of("grant_type", "client_credentials"))
                .json()
                .path("access_token")
                .asText();
    }

    Call.Answer read(String query) {
        return Call.to(issuer + "/revocation-feed/withdrawals" + query)
                .bearer(token)
                .get();
    }

    /** A cursor after all withdrawals that there are now. */
    String end() {
        JsonNode page = read("").json();
        while (!page.path("caughtUp").asBoolean()) {
            page = read("?after=" + page.path("cursor").asText()).json();
        }
        return page.path("cursor").asText();
    }

    List<JsonNode> after(String cursor) {
        JsonNode page = read("?wait=5&after=" + cursor).json();
        List<JsonNode> found = new ArrayList<>();
        page.path("withdrawals").forEach(found::add);
        return found;
    }
}
