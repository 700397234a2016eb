package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.AuthorizationHeader;
import dev.daemun.resourceserver.ProofOfPossession;
import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.dpop.BoundTokenRequest;
import dev.daemun.resourceserver.dpop.DpopHeaders;
import dev.daemun.resourceserver.dpop.ProofVerifier;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;

/** Tokens that are bound to a key, with the proof that the caller has it: first the token is verified, then the proof. */
record BoundTokens(ProtectedResource resource, AuthenticationProvider tokens, ProofVerifier proofs)
        implements AuthenticationConverter, AuthenticationManager {
    private static final WebAuthenticationDetailsSource DETAILS = new WebAuthenticationDetailsSource();

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        // Looked at first, because each request without a bound token comes this way, and its addresses take longer.
        if (!areIn(request)) {
            return null;
        }
        BoundTokenRequest bound = DpopHeaders.read(
                Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)),
                Collections.list(request.getHeaders(ProofOfPossession.HEADER)),
                request.getMethod(),
                resource.addresses(RequestAddress.root(request), RequestAddress.path(request)));
        if (bound != null) {
            bound.setDetails(DETAILS.buildDetails(request));
        }
        return bound;
    }

    /** Whether a request has any; nothing else is read from others. */
    static boolean areIn(HttpServletRequest request) {
        Enumeration<String> authorization = request.getHeaders(HttpHeaders.AUTHORIZATION);
        while (authorization.hasMoreElements()) {
            if (AuthorizationHeader.isBound(authorization.nextElement())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        BoundTokenRequest bound = (BoundTokenRequest) request;
        BearerTokenAuthenticationToken token = new BearerTokenAuthenticationToken(bound.token());
        token.setDetails(bound.getDetails());
        JwtAuthenticationToken caller = (JwtAuthenticationToken) tokens.authenticate(token);
        proofs.verify(bound, caller.getToken());
        return caller;
    }
}
