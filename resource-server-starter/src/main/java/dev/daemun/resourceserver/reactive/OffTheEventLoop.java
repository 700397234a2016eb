package dev.daemun.resourceserver.reactive;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Decodes where waiting is allowed: an unknown key makes the decoder ask the issuer. */
record OffTheEventLoop(JwtDecoder decoder) implements ReactiveJwtDecoder {
    @Override
    public Mono<Jwt> decode(String token) {
        return Mono.fromCallable(() -> decoder.decode(token)).subscribeOn(Schedulers.boundedElastic());
    }
}
