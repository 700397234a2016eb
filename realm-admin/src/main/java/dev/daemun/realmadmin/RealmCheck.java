package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The realm's own switches. */
final class RealmCheck implements Check {
    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        if (realm.path("sslRequired").asText().equalsIgnoreCase("none")) {
            findings.add(new Finding(
                    "realm", "tokens and passwords are taken in clear", "set \"Require SSL\" to external requests"));
        }
        if (!realm.path("bruteForceProtected").asBoolean()) {
            findings.add(
                    new Finding("realm", "passwords can be guessed without end", "switch brute force detection on"));
        }
        if (realm.path("registrationAllowed").asBoolean()
                && !realm.path("verifyEmail").asBoolean()) {
            findings.add(new Finding(
                    "realm",
                    "anybody can register with somebody else's address",
                    "switch \"Verify email\" on, or registration off"));
        }
        boolean sendsMail = realm.path("verifyEmail").asBoolean()
                || realm.path("resetPasswordAllowed").asBoolean();
        if (sendsMail && realm.path("smtpServer").path("host").asText().isBlank()) {
            findings.add(new Finding(
                    "realm",
                    "mail has to be sent and there is no mail server, so that people are stuck",
                    "set the realm's mail server, or switch \"Verify email\" and \"Forgot password\" off"));
        }
        return findings;
    }
}
