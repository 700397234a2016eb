package dev.daemun.revocationfeed.recent;

import java.time.Duration;
import org.keycloak.models.KeycloakSession;

/** How long access tokens live at most: for so long a withdrawal matters. */
interface TokenLifetimes {
    Duration longestIn(KeycloakSession session, String realmId);

    Duration longestOfAll(KeycloakSession session);
}
