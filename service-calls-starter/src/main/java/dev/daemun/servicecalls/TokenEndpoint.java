package dev.daemun.servicecalls;

import dev.daemun.resourceserver.issuer.BoundedHttp;
import dev.daemun.resourceserver.issuer.FailureLog;
import dev.daemun.resourceserver.issuer.IssuerMetadata;
import dev.daemun.resourceserver.issuer.MisconfiguredException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientTokenExchangeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.TokenExchangeGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Where the issuer gives tokens to this service: for a caller's token (RFC 8693), or for its own account (RFC 6749 section 4.4). */
final class TokenEndpoint {
    private static final int MOST_BYTES_OF_METADATA = 1_000_000;

    private final ServiceCallsProperties properties;
    private final Map<String, CalledService> services;
    private final @Nullable String issuer;
    private final Clock clock;
    private final RestClientTokenExchangeTokenResponseClient exchange =
            new RestClientTokenExchangeTokenResponseClient();
    private final RestClientClientCredentialsTokenResponseClient own =
            new RestClientClientCredentialsTokenResponseClient();
    private final BoundedHttp metadata = new BoundedHttp(MOST_BYTES_OF_METADATA);
    private final Map<String, FailureLog> failures = new ConcurrentHashMap<>();
    private volatile @Nullable URI tokenUri;

    /**
     * Asks nothing yet.
     *
     * @param issuer whose metadata names the token endpoint, unless the properties do
     * @param longest the longest time that an answer may take, to its last byte
     */
    TokenEndpoint(ServiceCallsProperties properties, @Nullable String issuer, Duration longest, Clock clock) {
        this.properties = properties;
        this.services = properties.called();
        this.issuer = issuer;
        this.clock = clock;
        this.tokenUri = properties.tokenUri();
        RestClient http = TokenRequests.within(longest);
        exchange.setRestClient(http);
        exchange.addParametersConverter(this::audience);
        own.setRestClient(http);
    }

    /**
     * A new token.
     *
     * @param from the caller's token to exchange; null for a service that is called with this one's own
     * @throws InvalidBearerTokenException when the issuer exchanges the caller's token no longer
     * @throws AccessDeniedException when it is bound to the caller's key, and the issuer does not exchange it
     * @throws AuthenticationServiceException when there is none to be had at the moment; the log says why
     */
    IssuedToken issue(CalledService service, @Nullable Jwt from) {
        try {
            OAuth2AccessToken token = from == null ? own(service) : exchanged(service, from);
            if (!TokenType.BEARER.equals(token.getTokenType())) {
                throw new IOException("The issuer gave a token for " + service.name() + " that is no bearer token");
            }
            failures(service).succeeded();
            return IssuedToken.of(token, expiry(token, from), from);
        } catch (OAuth2AuthorizationException e) {
            TokenRefusal refusal = TokenRefusal.of(service, properties, e);
            if (from != null && refusal.isOfCallersToken()) {
                throw new InvalidBearerTokenException("The issuer exchanges the token no longer", e);
            }
            if (from != null && OutgoingTokens.isBound(from) && refusal.failure() instanceof MisconfiguredException) {
                // Keycloak exchanges a bound token for the client alone that it was issued to.
                throw new AccessDeniedException("The issuer does not exchange a bound token", e);
            }
            throw unavailable(service, refusal.failure());
        } catch (RestClientException e) {
            throw unavailable(service, new IOException("The issuer gave no token for " + service.name(), e));
        } catch (IOException e) {
            throw unavailable(service, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationServiceException("Interrupted", e);
        }
    }

    private OAuth2AccessToken own(CalledService service) throws IOException, InterruptedException {
        ClientRegistration client = client(service, AuthorizationGrantType.CLIENT_CREDENTIALS);
        return own.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(client))
                .getAccessToken();
    }

    private OAuth2AccessToken exchanged(CalledService service, Jwt from) throws IOException, InterruptedException {
        ClientRegistration client = client(service, AuthorizationGrantType.TOKEN_EXCHANGE);
        // Of a Jwt, Spring Security would say that it is of the type jwt, and Keycloak exchanges access tokens only.
        OAuth2AccessToken subject =
                new OAuth2AccessToken(TokenType.BEARER, from.getTokenValue(), from.getIssuedAt(), from.getExpiresAt());
        return exchange.getTokenResponse(new TokenExchangeGrantRequest(client, subject, null))
                .getAccessToken();
    }

    private ClientRegistration client(CalledService service, AuthorizationGrantType grant)
            throws IOException, InterruptedException {
        return ClientRegistration.withRegistrationId(service.name())
                .clientId(String.valueOf(properties.clientId()))
                .clientSecret(String.valueOf(properties.clientSecret()))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(grant)
                .tokenUri(address().toString())
                .scope(service.scopes())
                .build();
    }

    private URI address() throws IOException, InterruptedException {
        URI address = tokenUri;
        if (address == null) {
            address = IssuerMetadata.of(String.valueOf(issuer), metadata).endpoint("token_endpoint");
            tokenUri = address;
        }
        return address;
    }

    private MultiValueMap<String, String> audience(TokenExchangeGrantRequest request) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        CalledService service = services.get(request.getClientRegistration().getRegistrationId());
        parameters.add(OAuth2ParameterNames.AUDIENCE, service == null ? null : service.audience());
        return parameters;
    }

    /** No longer than the caller's token, without which nobody asks for it. */
    private Instant expiry(OAuth2AccessToken token, @Nullable Jwt from) {
        Instant expiry = token.getExpiresAt() == null ? clock.instant() : token.getExpiresAt();
        return from != null
                        && from.getExpiresAt() != null
                        && from.getExpiresAt().isBefore(expiry)
                ? from.getExpiresAt()
                : expiry;
    }

    private AuthenticationServiceException unavailable(CalledService service, IOException failure) {
        failures(service).failed(failure);
        return new AuthenticationServiceException("The issuer gives no token for " + service.name(), failure);
    }

    private FailureLog failures(CalledService service) {
        return failures.computeIfAbsent(
                service.name(),
                name -> new FailureLog(
                        LogFactory.getLog(TokenEndpoint.class),
                        "Until this is over, " + name + " can't be called.",
                        "The issuer gives tokens for " + name + " again."));
    }
}
