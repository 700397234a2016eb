package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Somebody registers another person's address, and waits until that person comes through Kakao. The same sign-in with
 * Keycloak's {@code idp-auto-link} (keycloak#53041) and with the shipped flow: when the first half fails one day, Keycloak has
 * mended it, and safe-linking's README may say so.
 */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class KeycloaksAutomaticLinkIsNotOursIT {
    private static final String AUTOMATIC = "automatic";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @AfterEach
    void withoutThatRealm() {
        platform.admin.realm(AUTOMATIC).remove();
        FirstSignIn.forgetEverybody(platform);
    }

    @Test
    void whoWaitsInFrontGetsTheAccountThereAndNotHere() {
        platform.createBareRealm(AUTOMATIC);
        RealmResource realm = platform.admin.realm(AUTOMATIC);
        linkAutomatically(realm);
        FirstSignIn.forgetEverybody(platform);
        String there = attacker(realm);
        String here = attacker(platform.realm());
        platform.standIns.kakao().signIn(1001);

        String victimThere = Claims.of(platform.signInThroughKakao(platform.webApp(AUTOMATIC)))
                .text("sub");
        String victimHere = Claims.of(platform.signInThroughKakao()).text("sub");

        assertThat(victimThere).isEqualTo(there);
        assertThat(victimHere).isNotEqualTo(here);
        assertThat(platform.realm().users().get(here).getFederatedIdentity()).isEmpty();
    }

    private static String attacker(RealmResource realm) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername("there-first");
        user.setEmail("dana@example.com");
        user.setEmailVerified(false);
        user.setFirstName("There");
        user.setEnabled(true);
        try (Response created = realm.users().create(user)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private void linkAutomatically(RealmResource realm) {
        AuthenticationFlowRepresentation flow = new AuthenticationFlowRepresentation();
        flow.setAlias(AUTOMATIC);
        flow.setProviderId("basic-flow");
        flow.setTopLevel(true);
        realm.flows().createFlow(flow).close();
        realm.flows().addExecution(AUTOMATIC, Map.of("provider", "idp-create-user-if-unique"));
        realm.flows().addExecution(AUTOMATIC, Map.of("provider", "idp-auto-link"));
        for (AuthenticationExecutionInfoRepresentation step : realm.flows().getExecutions(AUTOMATIC)) {
            step.setRequirement("ALTERNATIVE");
            realm.flows().updateExecutions(AUTOMATIC, step);
        }
        platform.connectKakao(AUTOMATIC, false, Map.of());
        IdentityProviderRepresentation kakao =
                realm.identityProviders().get("kakao").toRepresentation();
        kakao.setFirstBrokerLoginFlowAlias(AUTOMATIC);
        realm.identityProviders().get("kakao").update(kakao);
    }
}
