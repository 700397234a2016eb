package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.reconciling.Finding;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Stages what was found past Keycloak. */
final class Found {
    private Found() {}

    static void stage(KeycloakSession session, Finding finding) {
        RealmModel realm = session.realms().getRealm(finding.realmId());
        if (realm == null) {
            // A deleted realm has an event of its own, which says enough.
            return;
        }
        Draft draft = new Draft(session, finding.type(), realm);
        draft = finding.userId() == null
                ? draft.thing(finding.thing())
                : draft.user(finding.userId()).distinct(finding.thing());
        finding.facts().forEach(draft::fact);
        Staging.of(session).stage(draft.fact("reason", "found"));
    }
}
