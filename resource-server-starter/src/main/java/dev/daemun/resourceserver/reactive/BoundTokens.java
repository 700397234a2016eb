package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.AuthorizationHeader;
import dev.daemun.resourceserver.ProofOfPossession;
import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.dpop.BoundTokenRequest;
import dev.daemun.resourceserver.dpop.DpopHeaders;
import dev.daemun.resourceserver.dpop.ProofVerifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tokens that are bound to a key, with the proof that the caller has it: first the token is verified, then the proof. */
record BoundTokens(ProtectedResource resource, ReactiveAuthenticationManager tokens, ProofVerifier proofs)
        implements ServerAuthenticationConverter, ReactiveAuthenticationManager {
    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        return Mono.fromCallable(() -> read(exchange.getRequest()));
    }

    /** Whether a request has any; nothing else is read from others. */
    static boolean areIn(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION).stream()
                .anyMatch(AuthorizationHeader::isBound);
    }

    @Override
    public Mono<Authentication> authenticate(Authentication request) {
        BoundTokenRequest bound = (BoundTokenRequest) request;
        return tokens.authenticate(new BearerTokenAuthenticationToken(bound.token()))
                .flatMap(caller -> Mono.fromCallable(() -> proven(bound, caller))
                        // It computes, and waits where the memory of used proofs is shared.
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    private Authentication read(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return DpopHeaders.read(
                headers.getOrEmpty(HttpHeaders.AUTHORIZATION),
                headers.getOrEmpty(ProofOfPossession.HEADER),
                request.getMethod().name(),
                resource.addresses(RequestAddress.root(request), RequestAddress.path(request)));
    }

    private Authentication proven(BoundTokenRequest request, Authentication caller) {
        proofs.verify(request, ((JwtAuthenticationToken) caller).getToken());
        return caller;
    }
}
