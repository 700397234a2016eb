package dev.daemun.revocationfeed.recent;

import java.time.Duration;
import java.util.stream.LongStream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

/** How long access tokens live at most: a withdrawal matters as long. */
record TokenLifetimes(KeycloakSession session) {
    /** For what is left of a realm that is gone. */
    private static final Duration UNKNOWN = Duration.ofHours(1);

    Duration longestIn(String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        return realm == null ? UNKNOWN : longestIn(realm);
    }

    Duration longestOfAll() {
        return session.realms()
                .getRealmsStream()
                .map(this::longestIn)
                .reduce(UNKNOWN, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private Duration longestIn(RealmModel realm) {
        LongStream ofRealm =
                LongStream.of(realm.getAccessTokenLifespan(), realm.getAccessTokenLifespanForImplicitFlow());
        return Duration.ofSeconds(
                LongStream.concat(ofRealm, ofClients(realm.getId())).max().orElseThrow());
    }

    /** Asked of the database: walking through all clients takes long where there are thousands. */
    private LongStream ofClients(String realmId) {
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
