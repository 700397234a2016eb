package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The administrator whom Keycloak made from its environment at the first start, and those who sign in by a password alone.
 *
 * @param administrators of the realm master
 * @param temporary the names of the users there that Keycloak calls temporary
 */
record AdministratorCheck(List<Administrator> administrators, Set<String> temporary) implements Check {
    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        for (String name : temporary) {
            findings.add(new Finding(
                    "administrator " + name,
                    "was made from Keycloak's environment for the first start only: nobody's own account, without a"
                            + " second factor, and its password stands in a file",
                    "sign in with it once more: realm-admin new administrator NAME --user " + name
                            + " makes one with a second factor and removes it"));
        }
        for (Administrator one : administrators) {
            if (one.signsInByPasswordAlone() && !temporary.contains(one.name())) {
                findings.add(new Finding(
                        "administrator " + one.name(),
                        "may do everything and has no second factor, so that whoever learns one password has every realm",
                        "have them sign in and set one up: in the realm master, Users > " + one.name()
                                + " > Required user actions > Configure OTP; or take the role away"));
            }
        }
        return findings;
    }
}
