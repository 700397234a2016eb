package dev.daemun.kakao.ended;

import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityRemovedEvent;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Remembers a link that Kakao itself has ended. The module upstream-signals, which receives Kakao's reports, says so by an attribute of the
 * Keycloak session; its classes are not needed for that.
 */
public final class EndedLinkListener implements ProviderEventListener {
    private static final String ENDED_UPSTREAM = "daemun.link-ended-upstream";

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof FederatedIdentityRemovedEvent removed
                && removed.getKeycloakSession().getAttribute(ENDED_UPSTREAM) != null) {
            KeycloakSession session = removed.getKeycloakSession();
            IdentityProviderModel provider = session.identityProviders()
                    .getByAlias(removed.getFederatedIdentity().getIdentityProvider());
            if (provider != null && KakaoIdentityProviderConfig.isKakao(provider)) {
                new EndedLinks(session, new KakaoIdentityProviderConfig(provider))
                        .remember(
                                removed.getUser(),
                                removed.getFederatedIdentity().getUserId());
            }
        }
    }
}
