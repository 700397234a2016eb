package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that Keycloak can change what the files name. It refuses some characters in the names of flows and of their settings
 * when somebody changes these, though it takes them from an import and for a flow inside another one.
 */
record FlowNames(JsonNode realm, Sources sources, List<String> problems) {
    private static final Pattern REFUSED = Pattern.compile("[:/?#@!$&()*+,;=\\[\\]\\\\]");

    void check() {
        each("flow", realm.path("authenticationFlows"));
        each("setting of a step", realm.path("authenticatorConfig"));
    }

    /** A name that Keycloak takes, for one that it may have refused. */
    static String accepted(String name) {
        return REFUSED.matcher(name.replace(":", " -")).replaceAll("-");
    }

    private void each(String what, JsonNode list) {
        for (JsonNode one : list) {
            JsonNode name = one.path("alias");
            Matcher refused = REFUSED.matcher(name.asText());
            if (refused.find()) {
                problems.add(
                        sources.of(name) + ": \"alias\" is \"" + name.asText() + "\", and Keycloak changes no " + what
                                + " with a \"" + refused.group()
                                + "\" in its name: write a name without it here, and wherever a file uses this one.");
            }
        }
    }
}
