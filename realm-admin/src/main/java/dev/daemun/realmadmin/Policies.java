package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** What the realm's client policies hold each client to. */
final class Policies {
    private Policies() {}

    /** The executors of those policies that are on and concern any client. */
    static Set<String> enforcedForAll(JsonNode realm) {
        Set<String> executors = new HashSet<>();
        for (JsonNode policy : realm.path("clientPolicies").path("policies")) {
            JsonNode conditions = policy.path("conditions");
            boolean concernsAll = conditions.size() == 1
                    && conditions.path(0).path("condition").asText().equals("any-client")
                    && !conditions
                            .path(0)
                            .path("configuration")
                            .path("is-negative-logic")
                            .asBoolean();
            if (policy.path("enabled").asBoolean() && concernsAll) {
                Set<String> profiles = Json.strings(policy.path("profiles"));
                realm.path("clientProfiles").path("profiles").forEach(profile -> {
                    if (profiles.contains(profile.path("name").asText())) {
                        profile.path("executors")
                                .forEach(one ->
                                        executors.add(one.path("executor").asText()));
                    }
                });
            }
        }
        return executors;
    }
}
