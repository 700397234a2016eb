package dev.daemun.revocationfeed.recent;

import java.time.Duration;
import java.util.stream.LongStream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

/** As the realms and their clients are configured at present. */
final class RealmTokenLifetimes implements TokenLifetimes {
    /** For the tokens of a realm that no longer exists, whose settings nobody knows. */
    private static final Duration UNKNOWN = Duration.ofHours(1);

    @Override
    public Duration longestIn(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        return realm == null ? UNKNOWN : longestIn(session, realm);
    }

    @Override
    public Duration longestOfAll(KeycloakSession session) {
        return session.realms()
                .getRealmsStream()
                .map(realm -> longestIn(session, realm))
                .reduce(UNKNOWN, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private static Duration longestIn(KeycloakSession session, RealmModel realm) {
        LongStream ofRealm =
                LongStream.of(realm.getAccessTokenLifespan(), realm.getAccessTokenLifespanForImplicitFlow());
        return Duration.ofSeconds(LongStream.concat(ofRealm, ofClients(session, realm.getId()))
                .max()
                .orElseThrow());
    }

    /** With one query, because walking through all clients takes long where there are thousands. */
    private static LongStream ofClients(KeycloakSession session, String realmId) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(
                        "select a.value from ClientAttributeEntity a where a.name = :name and a.client.realmId = :realm",
                        String.class)
                .setParameter("name", OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN)
                .setParameter("realm", realmId)
                .getResultStream()
                .filter(value -> value != null && value.matches("[0-9]{1,9}"))
                .mapToLong(Long::parseLong);
    }
}
