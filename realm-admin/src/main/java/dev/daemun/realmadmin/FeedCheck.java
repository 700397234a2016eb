package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who reads the revocation feed needs its audience and its role; a service without both never becomes ready. */
final class FeedCheck implements Check {
    private static final String FEED = "revocation-feed";
    private static final String READER = "read-withdrawals";

    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        Set<String> audienceScopes = Audiences.scopesOf(realm, FEED);
        boolean hasFeed = Json.objects(realm.path("clients")).stream()
                .anyMatch(client -> client.path("clientId").asText().equals(FEED));
        Set<String> roles = new HashSet<>();
        realm.at("/roles/client")
                .path(FEED)
                .forEach(role -> roles.add(role.path("name").asText()));
        if (hasFeed && !roles.contains(READER)) {
            findings.add(new Finding(
                    "client " + FEED,
                    "has no role " + READER + ", so that no service may read what was withdrawn",
                    "make that client role and give it to the service accounts of the services"));
        }
        Grants grants = new Grants(realm);
        for (ObjectNode client : Json.objects(realm.path("clients"))) {
            String id = client.path("clientId").asText();
            boolean hasAudience =
                    Json.strings(client.path("defaultClientScopes")).stream().anyMatch(audienceScopes::contains);
            JsonNode given = grants.ofServiceAccount(id).path("client").path(FEED);
            boolean hasRole = Json.strings(given).contains(READER);
            if (hasAudience && !hasRole) {
                findings.add(new Finding(
                        "client " + id,
                        "asks the revocation feed and may not read it (403), so that the service never becomes ready",
                        "give its service account the role " + READER + " of the client " + FEED));
            } else if (hasRole && !hasAudience) {
                findings.add(new Finding(
                        "client " + id,
                        "may read the revocation feed, which refuses its tokens for want of its audience (401)",
                        "give it the default client scope " + FEED));
            }
        }
        return findings;
    }
}
