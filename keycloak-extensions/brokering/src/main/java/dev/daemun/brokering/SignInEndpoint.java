package dev.daemun.brokering;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.broker.oidc.AbstractOAuth2IdentityProvider;
import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityBrokerException;
import org.keycloak.broker.provider.UserAuthenticationIdentityProvider.AuthenticationCallback;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.RealmModel;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Where a provider sends people back to. Keycloak's own endpoint logs the whole answer of a failed token request, and knows neither
 * {@code consent_required} nor what to tell the person.
 */
public class SignInEndpoint extends BrokeredProvider.KeycloaksEndpoint {
    private static final Logger LOG = Logger.getLogger(SignInEndpoint.class);
    private static final String CONSENT_REQUIRED = "consent_required";

    private final BrokeredProvider<?> provider;

    /** For one request. */
    public SignInEndpoint(
            AuthenticationCallback callback, RealmModel realm, EventBuilder event, BrokeredProvider<?> provider) {
        super(callback, realm, event, provider);
        this.provider = provider;
    }

    /** The answer in the address (RFC 6749 sections 4.1.2 and 4.1.2.1). */
    @Override
    @GET
    public Response authResponse(
            @QueryParam(AbstractOAuth2IdentityProvider.OAUTH2_PARAMETER_STATE) String state,
            @QueryParam(AbstractOAuth2IdentityProvider.OAUTH2_PARAMETER_CODE) String code,
            @QueryParam(OAuth2Constants.ERROR) String error,
            @QueryParam(OAuth2Constants.ERROR_DESCRIPTION) String description) {
        if (state == null) {
            return ErrorPage.error(
                    session, null, Response.Status.BAD_REQUEST, Messages.IDENTITY_PROVIDER_MISSING_STATE_ERROR);
        }
        AuthenticationSessionModel signIn;
        try {
            signIn = callback.getAndVerifyAuthenticationSession(state);
        } catch (WebApplicationException e) {
            return e.getResponse();
        } catch (RuntimeException e) {
            // Keycloak decodes the state before it can check who wrote it, and its decoders throw many exceptions.
            return ErrorPage.error(session, null, Response.Status.BAD_REQUEST, Messages.INVALID_REQUEST);
        }
        return answer(signIn, state, code, error);
    }

    private Response answer(AuthenticationSessionModel signIn, String state, String code, String error) {
        try {
            session.getContext().setAuthenticationSession(signIn);
            if (error != null) {
                return refused(error, signIn);
            }
            if (code == null) {
                return failed("neither a code nor an error came back");
            }
            BrokeredIdentityContext identity =
                    provider.identify(provider.token(provider.codeRequest(generateTokenRequest(code), state)), signIn);
            identity.setAuthenticationSession(signIn);
            reopen(identity);
            return callback.authenticated(identity);
        } catch (WebApplicationException e) {
            return e.getResponse();
        } catch (IdentityBrokerException e) {
            return failed(e.getMessage());
        } catch (RuntimeException e) {
            return broken(signIn, e);
        }
    }

    /** Links the account again of somebody who ended the link at the provider and has come back. */
    private void reopen(BrokeredIdentityContext identity) {
        new EndedLinks(session, provider.kind(), settings())
                .reopen(new FederatedIdentityModel(
                        settings().getAlias(), identity.getId(), identity.getUsername(), null))
                .ifPresent(user -> event.clone()
                        .event(EventType.FEDERATED_IDENTITY_LINK)
                        .user(user)
                        .detail(Details.USERNAME, user.getUsername())
                        .detail(Details.IDENTITY_PROVIDER, settings().getAlias())
                        .detail(Details.IDENTITY_PROVIDER_USERNAME, identity.getUsername())
                        .success());
    }

    /** After an unexpected exception: takes back what the request has changed and shows a page that says so. */
    private Response broken(AuthenticationSessionModel signIn, RuntimeException reason) {
        LOG.errorf(
                reason,
                "Sign-in through provider %s failed unexpectedly",
                settings().getAlias());
        session.getTransactionManager().setRollbackOnly();
        return ErrorPage.error(
                session,
                signIn,
                Response.Status.INTERNAL_SERVER_ERROR,
                provider.kind().signInFailed());
    }

    private Response refused(String error, AuthenticationSessionModel signIn) {
        return switch (error) {
            case OAuthErrorException.ACCESS_DENIED -> callback.cancelled(named(settings()));
            case OAuthErrorException.LOGIN_REQUIRED, OAuthErrorException.INTERACTION_REQUIRED, CONSENT_REQUIRED ->
                silentlyImpossible(error, signIn);
            default ->
                failed(provider.kind().name() + " sent back " + (error.matches("[a-z_]{1,40}") ? error : "an error"));
        };
    }

    /** Keycloak has one display name for all languages, and writes "Kakao" into a Korean sentence. */
    private IdentityProviderModel named(IdentityProviderModel settings) {
        String name = settings.getDisplayName();
        boolean isKorean =
                session.getContext().resolveLocale(null).getLanguage().equals("ko");
        if (!isKorean || (name != null && !name.isBlank())) {
            return settings;
        }
        IdentityProviderModel korean = new OAuth2IdentityProviderConfig(settings);
        korean.setDisplayName(provider.kind().koreanName());
        return korean;
    }

    /** A client that sent {@code prompt=none} gets the error; anybody else gets the sign-in page with a message. */
    private Response silentlyImpossible(String error, AuthenticationSessionModel signIn) {
        if (!provider.prompt().isNone(signIn.getClientNote(OAuth2Constants.PROMPT))) {
            return callback.error(settings(), provider.kind().needsThePerson());
        }
        // Keycloak passes on these two errors only; by OpenID Connect Core 3.1.2.6 the second may stand for a
        // missing consent.
        return callback.error(
                settings(),
                error.equals(OAuthErrorException.LOGIN_REQUIRED)
                        ? OAuthErrorException.LOGIN_REQUIRED
                        : OAuthErrorException.INTERACTION_REQUIRED);
    }

    private Response failed(String reason) {
        LOG.errorf("Sign-in through provider %s failed: %s", settings().getAlias(), reason);
        event.clone()
                .event(EventType.IDENTITY_PROVIDER_LOGIN)
                .detail(Details.IDENTITY_PROVIDER, settings().getAlias())
                .detail(Details.REASON, reason)
                .error(Errors.IDENTITY_PROVIDER_LOGIN_FAILURE);
        return callback.error(settings(), provider.kind().signInFailed());
    }

    private OAuth2IdentityProviderConfig settings() {
        return provider.getConfig();
    }
}
