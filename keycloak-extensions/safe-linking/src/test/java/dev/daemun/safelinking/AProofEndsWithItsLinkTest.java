package dev.daemun.safelinking;

import static dev.daemun.safelinking.Fakes.fake;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.authentication.actiontoken.idpverifyemail.IdpVerifyAccountLinkActionTokenHandler;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/** CVE-2026-92358. The entry is looked for by Keycloak's own code, so that another name in another version is noticed. */
class AProofEndsWithItsLinkTest {
    private final Map<String, Map<String, String>> objects = new HashMap<>();
    private final KeycloakSession session = session();
    private final UserModel user = fake(UserModel.class, Map.of("getId", arguments -> "f:storage:dana"));
    private final IdentityProviderModel kakao = new IdentityProviderModel();

    @BeforeEach
    void aProofWasGiven() {
        kakao.setAlias("kakao");
        objects.put("kc.brokering.user.verified.f:storage:dana.kakao.kakao.1001", Map.of());
    }

    @Test
    void theEntryIsKeycloaks() {
        assertThat(isProven("kakao.1001")).isTrue();
    }

    @Test
    void whenTheLinkIsMade() {
        new OneAccountPerIdentity().onEvent(event(FederatedIdentityModel.FederatedIdentityCreatedEvent.class, "1001"));
        assertThat(isProven("kakao.1001")).isFalse();
    }

    @Test
    void whenTheLinkIsRemoved() {
        new OneAccountPerIdentity().onEvent(event(FederatedIdentityModel.FederatedIdentityRemovedEvent.class, "1001"));
        assertThat(isProven("kakao.1001")).isFalse();
    }

    @Test
    void whileAnotherIdentitysStays() {
        new OneAccountPerIdentity().onEvent(event(FederatedIdentityModel.FederatedIdentityRemovedEvent.class, "1002"));
        assertThat(isProven("kakao.1001")).isTrue();
    }

    private boolean isProven(String identity) {
        List<String> ran = new ArrayList<>();
        return IdpVerifyAccountLinkActionTokenHandler.runIfUserVerified(
                        session, user, kakao, identity, () -> ran.add("linked"))
                && ran.equals(List.of("linked"));
    }

    private <T extends ProviderEvent> T event(Class<T> type, String externalId) {
        return fake(
                type,
                Map.of(
                        "getKeycloakSession", arguments -> session,
                        "getUser", arguments -> user,
                        "getFederatedIdentity",
                                arguments -> new FederatedIdentityModel("kakao", externalId, "kakao_" + externalId)));
    }

    private KeycloakSession session() {
        SingleUseObjectProvider provider =
                fake(SingleUseObjectProvider.class, Map.of("remove", arguments -> objects.remove(arguments[0])));
        return fake(KeycloakSession.class, Map.of("singleUseObjects", arguments -> provider));
    }
}
