package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** The service accepts tokens with new keys without a restart or any setting. */
@ResourceLock(TestPlatform.LOCK)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeyChangesAreFollowedIT {
    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void aNewKeyIsTrustedAtOnceAndTheOldOneStillIs() {
        try (Keycloak admin = platform.admin()) {
            RealmResource realm = platform.realm(admin);
            String before = platform.signIn("demo-member").accessToken();
            String component =
                    CreatedResponseUtil.getCreatedId(realm.components().add(newKey()));
            try {
                String after = platform.signIn("demo-member").accessToken();
                assertThat(kid(after)).isNotEqualTo(kid(before));
                assertAccepted(after);
                assertAccepted(before);
            } finally {
                remove(realm, component);
            }
        }
    }

    /**
     * The last one, because afterwards the service has asked for unknown keys as often as it may within five seconds. Whoever has the
     * key could otherwise go on signing tokens with it until the service reads the keys anew.
     */
    @Test
    @Order(Integer.MAX_VALUE)
    void aRemovedKeyCountsNoLonger() {
        try (Keycloak admin = platform.admin()) {
            RealmResource realm = platform.realm(admin);
            String component =
                    CreatedResponseUtil.getCreatedId(realm.components().add(newKey()));
            String token = platform.signIn("demo-member").accessToken();
            assertAccepted(token);
            realm.components().component(component).remove();
            HeardWithin.now(getClass(), "key removed").until(() -> me(token).status() == 401);
            Withdrawal.awaitGoodTokensForEverybody();
            String fresh = platform.signIn("demo-member").accessToken();
            assertThat(kid(fresh)).isNotEqualTo(kid(token));
            assertAccepted(fresh);
            assertThat(me(token).status()).isEqualTo(401);
        }
    }

    /** Which withdraws all tokens of the realm. */
    private static void remove(RealmResource realm, String key) {
        realm.components().component(key).remove();
        Withdrawal.awaitGoodTokensForEverybody();
    }

    @Test
    void rs256IsOneSettingAway() {
        try (Keycloak admin = platform.admin()) {
            RealmResource realm = platform.realm(admin);
            sign(realm, "RS256");
            try {
                String token = platform.signIn("demo-member").accessToken();
                assertThat(Claims.of(token).header().path("alg").asText()).isEqualTo("RS256");
                assertThat(token.length()).isLessThan(1_100);
                assertAccepted(token);
            } finally {
                sign(realm, "ES256");
            }
        }
    }

    private void assertAccepted(String token) {
        Call.Answer answer = me(token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private Call.Answer me(String token) {
        return platform.callService("/me").bearer(token).get();
    }

    private static void sign(RealmResource realm, String algorithm) {
        RealmRepresentation change = realm.toRepresentation();
        change.setDefaultSignatureAlgorithm(algorithm);
        realm.update(change);
    }

    private static ComponentRepresentation newKey() {
        ComponentRepresentation key = new ComponentRepresentation();
        key.setName("ecdsa-next");
        key.setProviderId("ecdsa-generated");
        key.setProviderType("org.keycloak.keys.KeyProvider");
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.put("priority", List.of("200"));
        config.put("ecdsaEllipticCurveKey", List.of("P-256"));
        key.setConfig(config);
        return key;
    }

    private static String kid(String token) {
        return Claims.of(token).header().path("kid").asText();
    }
}
