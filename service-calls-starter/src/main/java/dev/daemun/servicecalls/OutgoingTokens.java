package dev.daemun.servicecalls;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Which token a call goes out with. None is sent that was withdrawn, and none that is bound to a key which this service does not have. */
final class OutgoingTokens {
    private static final Log LOG = LogFactory.getLog(OutgoingTokens.class);

    /** The claim of a bound token (RFC 7800). */
    private static final String CONFIRMATION = "cnf";

    private final TokenEndpoint issuer;
    private final IssuedTokens issued;
    private final OAuth2TokenValidator<Jwt> withdrawn;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * Tokens for all services.
     *
     * @param withdrawn says whether a token was withdrawn
     */
    OutgoingTokens(TokenEndpoint issuer, IssuedTokens issued, OAuth2TokenValidator<Jwt> withdrawn) {
        this.issuer = issuer;
        this.issued = issued;
        this.withdrawn = withdrawn;
    }

    /**
     * The token to send.
     *
     * @param caller the verified token of the caller; null where there is none
     * @throws AuthenticationCredentialsNotFoundException when the service is called in a caller's name and there is none
     * @throws InvalidBearerTokenException when the caller's token was withdrawn, or the issuer exchanges it no longer
     * @throws AccessDeniedException when the caller's token is bound to the caller's key, so that it can be neither sent on nor exchanged
     * @throws AuthenticationServiceException when the issuer gives no token at the moment
     */
    String tokenFor(CalledService service, @Nullable Jwt caller) {
        if (service.token() == TokenKind.OWN) {
            return issued(service, null).value();
        }
        Jwt from = present(service, caller);
        try {
            refuseWithdrawn(from);
        } catch (InvalidBearerTokenException e) {
            issued.forget(service.name(), from.getTokenValue());
            throw e;
        }
        try {
            return service.token() == TokenKind.CALLERS
                    ? unbound(from)
                    : issued(service, from).value();
        } catch (AccessDeniedException e) {
            warnOfBound(service);
            throw e;
        }
    }

    /** Whether the token can be used with the key of its owner only (RFC 7800). */
    static boolean isBound(Jwt token) {
        return token.hasClaim(CONFIRMATION);
    }

    /** The service has refused the token: the next one is a new one. */
    void refused(CalledService service, @Nullable Jwt caller) {
        issued.forget(service.name(), from(service, caller));
    }

    /** One that is remembered may have been withdrawn by itself, and then another is fetched once. */
    private IssuedToken issued(CalledService service, @Nullable Jwt from) {
        IssuedToken token = get(service, from);
        if (isGood(token)) {
            return token;
        }
        issued.forget(service.name(), from(service, from));
        IssuedToken another = get(service, from);
        if (isGood(another)) {
            return another;
        }
        issued.forget(service.name(), from(service, from));
        throw new AuthenticationServiceException("The issuer's tokens for " + service.name() + " are withdrawn");
    }

    private IssuedToken get(CalledService service, @Nullable Jwt from) {
        return issued.get(service.name(), from(service, from), () -> issuer.issue(service, from));
    }

    private boolean isGood(IssuedToken token) {
        return token.claims() == null || !validate(token.claims()).hasErrors();
    }

    private void refuseWithdrawn(Jwt token) {
        OAuth2TokenValidatorResult result = validate(token);
        if (result.hasErrors()) {
            String description =
                    String.valueOf(result.getErrors().iterator().next().getDescription());
            // The cause says why, as with a token that is refused on its way in.
            throw new InvalidBearerTokenException(
                    description, new JwtValidationException(description, result.getErrors()));
        }
    }

    private OAuth2TokenValidatorResult validate(Jwt token) {
        try {
            return withdrawn.validate(token);
        } catch (JwtException e) {
            throw new AuthenticationServiceException("Withdrawn tokens are not known", e);
        }
    }

    private static Jwt present(CalledService service, @Nullable Jwt caller) {
        if (caller == null) {
            throw new AuthenticationCredentialsNotFoundException("No access token is known here, in whose name "
                    + service.name() + " could be called: write token=own where nobody calls.");
        }
        return caller;
    }

    /** Sent on as a bearer token, a bound one would be refused at best, and at worst it would work without its key. */
    private static String unbound(Jwt token) {
        if (isBound(token)) {
            throw new AccessDeniedException("A bound token is not sent on");
        }
        return token.getTokenValue();
    }

    private void warnOfBound(CalledService service) {
        if (warned.add(service.name())) {
            LOG.warn("A caller's token is bound to the caller's key, so "
                    + (service.token() == TokenKind.CALLERS
                            ? "it was not sent on to " + service.name()
                            : "the issuer did not exchange it for one of " + service.name())
                    + ": for such callers " + service.name() + " can be called with this service's own token only, by "
                    + ServiceCallsProperties.PREFIX + "services." + service.name() + ".token=own.");
        }
    }

    private static String from(CalledService service, @Nullable Jwt caller) {
        return caller == null || service.token() == TokenKind.OWN ? "" : caller.getTokenValue();
    }
}
