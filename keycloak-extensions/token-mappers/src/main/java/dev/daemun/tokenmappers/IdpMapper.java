package dev.daemun.tokenmappers;

import org.keycloak.events.Details;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.IDToken;

/**
 * The claim {@code idp}: how the person signed in to this session, as the alias of the identity provider, or
 * {@code password} for a sign-in at Keycloak itself. No claim where nobody signed in: service accounts, impersonation, an
 * exchanged external token.
 */
public final class IdpMapper extends ClaimMapper {

    private static final ClaimName CLAIM = new ClaimName("idp");

    /** Called by Keycloak's provider loader. */
    public IdpMapper() {
        super(
                "daemun-idp-mapper",
                "Daemun Identity Provider",
                "Adds how the user signed in to this session: the alias of the identity provider (such as kakao or"
                        + " google), or 'password' for a sign-in at Keycloak itself. Left out where nobody signed in:"
                        + " service accounts and impersonated sessions.",
                CLAIM.property());
    }

    @Override
    void addClaim(
            IDToken token,
            ProtocolMapperModel model,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        SignIn.provider(userSession.getAuthMethod(), userSession.getNote(Details.IDENTITY_PROVIDER))
                .ifPresent(provider -> CLAIM.write(token, model, provider));
    }
}
