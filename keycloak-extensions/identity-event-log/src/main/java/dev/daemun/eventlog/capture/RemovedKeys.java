package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.KEY_REMOVED;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.crypto.KeyUse;
import org.keycloak.keys.DefaultKeyManager;
import org.keycloak.models.KeyManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The keys with which the realm's tokens could be verified before this transaction and can't be afterwards. Keycloak takes tokens that
 * they have signed for invalid at once, and reports only that a component was saved or deleted.
 */
record RemovedKeys(KeycloakSession session, RealmModel realm) {
    /** An event, where there are such keys. */
    Optional<Draft> event() {
        Set<String> before =
                Before.of(session, realm).get(then -> ids(then.session().keys(), then.realm()));
        if (before == null) {
            return Optional.empty();
        }
        // The session's own manager may have loaded the keys before they were changed.
        Set<String> now = ids(new DefaultKeyManager(session), realm);
        List<String> removed =
                before.stream().filter(id -> !now.contains(id)).sorted().toList();
        return removed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Draft(session, KEY_REMOVED, realm).fact("kids", removed));
    }

    private static Set<String> ids(KeyManager keys, RealmModel realm) {
        return keys.getKeysStream(realm)
                .filter(key -> key.getUse() == KeyUse.SIG
                        && key.getPublicKey() != null
                        && key.getStatus().isEnabled())
                .map(key -> key.getKid())
                .collect(Collectors.toSet());
    }
}
