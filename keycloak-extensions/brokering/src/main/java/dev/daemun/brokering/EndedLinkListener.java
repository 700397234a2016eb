package dev.daemun.brokering;

import org.keycloak.models.FederatedIdentityModel.FederatedIdentityRemovedEvent;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Remembers links that the provider itself has ended, where a setting of the provider needs it later. */
public record EndedLinkListener(ProviderKind kind) implements ProviderEventListener {

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof FederatedIdentityRemovedEvent removed
                && EndedUpstream.isMarked(removed.getKeycloakSession())) {
            KeycloakSession session = removed.getKeycloakSession();
            IdentityProviderModel provider = session.identityProviders()
                    .getByAlias(removed.getFederatedIdentity().getIdentityProvider());
            if (kind.has(provider)) {
                new EndedLinks(session, kind, provider)
                        .remember(
                                removed.getUser(),
                                removed.getFederatedIdentity().getUserId());
            }
        }
    }
}
