package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** How long tokens and sessions live. */
final class LifetimeCheck implements Check {
    /** What our access tokens live at most, and for how long the revocation feed therefore keeps a withdrawal. */
    private static final int LONGEST_ACCESS_TOKEN_SECONDS = 300;

    private static final int SHORTEST_ACCESS_TOKEN_SECONDS = 30;

    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        accessToken("realm", realm.path("accessTokenLifespan"), findings);
        for (ObjectNode client : Json.objects(realm.path("clients"))) {
            JsonNode own = client.path("attributes").path("access.token.lifespan");
            if (client.path("enabled").asBoolean(true) && !own.asText().isBlank()) {
                accessToken("client " + client.path("clientId").asText(), own, findings);
            }
        }
        if (!realm.path("revokeRefreshToken").asBoolean()) {
            findings.add(new Finding(
                    "realm",
                    "a refresh token can be used again and again, so that nobody notices a stolen one",
                    "switch \"Revoke Refresh Token\" on, with a reuse of 0"));
        }
        if (!realm.path("offlineSessionMaxLifespanEnabled").asBoolean()) {
            findings.add(new Finding(
                    "realm", "offline sessions that are used never end", "switch \"Offline Session Max Limited\" on"));
        }
        return findings;
    }

    private static void accessToken(String where, JsonNode seconds, List<Finding> findings) {
        int lives = seconds.asInt(LONGEST_ACCESS_TOKEN_SECONDS);
        if (lives > LONGEST_ACCESS_TOKEN_SECONDS) {
            findings.add(new Finding(
                    where,
                    "access tokens live " + lives + " s: so long a stolen one works wherever the revocation feed is not"
                            + " read",
                    "set the access token lifespan to at most " + LONGEST_ACCESS_TOKEN_SECONDS + " s"));
        } else if (lives < SHORTEST_ACCESS_TOKEN_SECONDS) {
            findings.add(new Finding(
                    where,
                    "access tokens live " + lives + " s: clocks that differ a little make them expire on their way",
                    "set the access token lifespan to at least " + SHORTEST_ACCESS_TOKEN_SECONDS + " s"));
        }
    }
}
