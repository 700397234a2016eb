package dev.daemun.eventlog.capture;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.HostnameProvider;
import org.keycloak.urls.UrlType;

/**
 * The realm's issuer, as its tokens name it. A production Keycloak has a configured address. A development one takes each
 * request's, so that a call to another name of the same machine would give the realm another issuer; there the one of
 * the realm's earlier events counts.
 *
 * @param configured null where Keycloak knows its address only from requests
 * @param requested the one of the running request; null outside of a request
 * @param realm the realm's name
 * @param path where its addresses begin below Keycloak's own
 */
record Issuer(String configured, String requested, String realm, String path) {
    private static final String REALMS = "/realms/";

    /** An address that no Keycloak has: what is left of it in an issuer came from the request. */
    private static final URI NOBODYS = URI.create("http://nobody.invalid:1/");

    static Issuer of(KeycloakSession session, RealmModel realm) {
        String nobodys = Urls.realmIssuer(NOBODYS, realm.getName());
        String path = nobodys.substring(nobodys.lastIndexOf(REALMS));
        return new Issuer(configured(session, realm), requested(session, realm), realm.getName(), path);
    }

    /** The issuer, where an earlier event of the realm names this one; null where there is none. */
    String after(String earlier) {
        if (configured != null) {
            return configured;
        } else if (earlier != null) {
            // The realm may have another name by now.
            return earlier.substring(0, earlier.lastIndexOf(REALMS)) + path;
        }
        return requested == null ? path : requested;
    }

    boolean isConfigured() {
        return configured != null;
    }

    private static String configured(KeycloakSession session, RealmModel realm) {
        KeycloakContext context = session.getContext();
        RealmModel current = context.getRealm();
        // A realm may have an address of its own, and Keycloak looks at the one of the context.
        boolean another = (current == null || !current.getId().equals(realm.getId()))
                && (hasAddress(current) || hasAddress(realm));
        if (another) {
            context.setRealm(realm);
        }
        try {
            URI address = session.getProvider(HostnameProvider.class).getBaseUri(NOBODYS_REQUEST, UrlType.FRONTEND);
            boolean known = !address.getHost().equals(NOBODYS.getHost()) && address.getPort() != NOBODYS.getPort();
            return known ? Urls.realmIssuer(address, realm.getName()) : null;
        } finally {
            if (another) {
                context.setRealm(current);
            }
        }
    }

    private static boolean hasAddress(RealmModel realm) {
        String address = realm == null ? null : realm.getAttribute("frontendUrl");
        return address != null && !address.isBlank();
    }

    private static String requested(KeycloakSession session, RealmModel realm) {
        try {
            return Urls.realmIssuer(
                    session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName());
        } catch (ContextNotActiveException e) {
            return null;
        }
    }

    private static final UriInfo NOBODYS_REQUEST = (UriInfo) Proxy.newProxyInstance(
            Issuer.class.getClassLoader(),
            new Class<?>[] {UriInfo.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getBaseUriBuilder" -> UriBuilder.fromUri(NOBODYS);
                case "getBaseUri" -> NOBODYS;
                default -> throw new UnsupportedOperationException(method.getName());
            });
}
