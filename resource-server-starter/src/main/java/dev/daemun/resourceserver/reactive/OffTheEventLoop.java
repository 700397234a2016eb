package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.cache.CachingJwtDecoder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Decodes where waiting is allowed, as an unknown key makes the decoder ask the issuer; tokens seen before at once. */
record OffTheEventLoop(JwtDecoder decoder) implements ReactiveJwtDecoder {
    @Override
    public Mono<Jwt> decode(String token) {
        if (decoder instanceof CachingJwtDecoder caching) {
            try {
                Jwt seen = caching.decodeIfSeen(token);
                if (seen != null) {
                    return Mono.just(seen);
                }
            } catch (JwtException e) {
                return Mono.error(e);
            }
        }
        return Mono.fromCallable(() -> decoder.decode(token)).subscribeOn(Schedulers.boundedElastic());
    }
}
