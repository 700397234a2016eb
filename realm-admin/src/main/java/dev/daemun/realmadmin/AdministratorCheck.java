package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The administrator whom Keycloak made from its environment at the first start.
 *
 * @param temporary the users of the realm master that Keycloak calls temporary
 */
record AdministratorCheck(JsonNode temporary) implements Check {
    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode user : temporary) {
            if (user.path("enabled").asBoolean()) {
                findings.add(new Finding(
                        "administrator " + user.path("username").asText(),
                        "was made from Keycloak's environment for the first start only: nobody's own account, without a"
                                + " second factor, and its password stands in a file",
                        "sign in with it once more: realm-admin new administrator NAME --user "
                                + user.path("username").asText() + " makes one with a second factor and removes it"));
            }
        }
        return findings;
    }
}
