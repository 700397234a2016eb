package dev.daemun.resourceserver.servlet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Makes the callers of remembered tokens of what was made of the same token before. The caller itself is a new one for each request, because
 * whoever handles a request may write into it.
 */
final class RememberedCallers implements Converter<Jwt, AbstractAuthenticationToken> {
    private final JwtAuthenticationConverter first;
    /** By identity: the decoder returns the same object for the same token. No value refers to its key, which it would keep for ever. */
    private final Cache<Jwt, Remembered> callers;

    RememberedCallers(JwtAuthenticationConverter first, long maxEntries, Duration maxAge) {
        this.first = first;
        this.callers = Caffeine.newBuilder()
                .weakKeys()
                .maximumSize(maxEntries)
                .expireAfterWrite(maxAge)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        Remembered known = callers.getIfPresent(token);
        if (known != null) {
            return new JwtAuthenticationToken(token, known.principal(), known.authoritiesNow());
        }
        AbstractAuthenticationToken made = first.convert(token);
        callers.put(token, new Remembered(made.getPrincipal(), List.copyOf(made.getAuthorities())));
        return made;
    }

    private record Remembered(Object principal, List<GrantedAuthority> authorities) {
        /** With the time of this request in the authority that says that the caller came with a token: rules may ask how old that is. */
        Collection<GrantedAuthority> authoritiesNow() {
            Collection<GrantedAuthority> now = new HashSet<>();
            for (GrantedAuthority authority : authorities) {
                now.add(authority instanceof FactorGrantedAuthority factor ? now(factor) : authority);
            }
            return now;
        }

        private static FactorGrantedAuthority now(FactorGrantedAuthority factor) {
            return FactorGrantedAuthority.withAuthority(factor.getAuthority())
                    .issuedAt(Instant.now())
                    .build();
        }
    }
}
