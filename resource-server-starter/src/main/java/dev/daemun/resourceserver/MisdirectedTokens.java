package dev.daemun.resourceserver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daemun.resourceserver.issuer.LogText;
import java.time.Duration;
import java.util.function.Function;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Logs what was wrong with a well-signed token that is of another issuer or for another service, which is nearly always a
 * mistake in somebody's configuration. The caller gets only the answer of RFC 6750. Each value is logged once in ten minutes,
 * and no more than twenty of them.
 */
final class MisdirectedTokens {
    private static final Log LOG = LogFactory.getLog(MisdirectedTokens.class);
    private static final int MOST_VALUES = 20;

    private final Cache<String, Boolean> logged =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

    /**
     * The same rule, with its refusals logged.
     *
     * @param found what the token says, such as {@code aud is [billing]}
     * @param wanted what it should say
     */
    OAuth2TokenValidator<Jwt> logged(OAuth2TokenValidator<Jwt> rule, Function<Jwt, String> found, String wanted) {
        return token -> {
            OAuth2TokenValidatorResult result = rule.validate(token);
            if (result.hasErrors()) {
                log(LogText.of(found.apply(token)), wanted);
            }
            return result;
        };
    }

    private void log(String found, String wanted) {
        logged.cleanUp();
        if (logged.estimatedSize() < MOST_VALUES && logged.asMap().putIfAbsent(found, true) == null) {
            LOG.warn("A well-signed token is refused because its " + found + ", where this service wants " + wanted
                    + ". If it should be accepted, correct spring.security.oauth2.resourceserver.jwt.issuer-uri or"
                    + " .audiences here, or what the issuer writes into its tokens.");
        }
    }
}
