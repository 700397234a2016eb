package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.ProofOfPossession;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Refuses tokens that are bound to a key, for where no proof is asked for (RFC 9449 section 7.2). Spring Security refuses them as
 * mere bearer tokens on servlets only.
 *
 * @param any decodes bound tokens too
 */
record BearerTokensOnly(ReactiveJwtDecoder any) implements ReactiveJwtDecoder {
    private static final OAuth2TokenValidator<Jwt> UNBOUND = ProofOfPossession.never();

    @Override
    public Mono<Jwt> decode(String token) {
        return any.decode(token).map(BearerTokensOnly::unbound);
    }

    private static Jwt unbound(Jwt token) {
        OAuth2TokenValidatorResult result = UNBOUND.validate(token);
        if (result.hasErrors()) {
            throw new JwtValidationException(
                    result.getErrors().iterator().next().getDescription(), result.getErrors());
        }
        return token;
    }
}
