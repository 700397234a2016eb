package dev.daemun.servicecalls;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Gives each request of a {@code WebClient} its token. */
record TokenFilter(CalledService service, OutgoingTokens tokens) implements ExchangeFilterFunction {
    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return caller().flatMap(caller -> send(request, next, caller.orElse(null)));
    }

    private Mono<ClientResponse> send(ClientRequest request, ExchangeFunction next, @Nullable Jwt caller) {
        return Mono.fromCallable(() -> {
                    service.requireOwn(request.url());
                    return tokens.tokenFor(service, caller);
                })
                // The issuer may have to be asked, which waits.
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(token -> next.exchange(ClientRequest.from(request)
                        .headers(headers -> headers.setBearerAuth(token))
                        .build()))
                .doOnNext(answer -> {
                    if (answer.statusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
                        tokens.refused(service, caller);
                    }
                });
    }

    private static Mono<Optional<Jwt>> caller() {
        return ReactiveSecurityContextHolder.getContext()
                .switchIfEmpty(Mono.fromSupplier(SecurityContextHolder::getContext))
                .map(TokenFilter::token);
    }

    private static Optional<Jwt> token(SecurityContext context) {
        Authentication caller = context.getAuthentication();
        return Optional.ofNullable(Callers.token(caller));
    }
}
