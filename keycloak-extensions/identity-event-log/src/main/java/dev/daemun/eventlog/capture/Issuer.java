package dev.daemun.eventlog.capture;

import jakarta.enterprise.context.ContextNotActiveException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/** The realm's issuer, as its tokens name it. */
final class Issuer {
    private Issuer() {}

    /** Null outside of a request, where Keycloak knows its address only from requests. */
    static String of(KeycloakSession session, RealmModel realm) {
        try {
            return Urls.realmIssuer(
                    session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName());
        } catch (ContextNotActiveException e) {
            return null;
        }
    }
}
