package dev.daemun.resourceservertest;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.test.context.support.WithSecurityContextFactory;
import org.springframework.util.ClassUtils;

/** Makes the caller of {@link WithDaemunToken}, by the application's own converter of claims. */
final class TokenSecurityContext implements WithSecurityContextFactory<WithDaemunToken> {
    private static final long LIFETIME_SECONDS = 300;
    private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono", null);

    private final ApplicationContext application;

    TokenSecurityContext(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public SecurityContext createSecurityContext(WithDaemunToken token) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication(jwt(token)));
        return context;
    }

    private Authentication authentication(Jwt jwt) {
        JwtAuthenticationConverter onServlets =
                application.getBeanProvider(JwtAuthenticationConverter.class).getIfAvailable();
        Authentication authentication =
                onServlets != null ? onServlets.convert(jwt) : REACTOR ? OnWebFlux.convert(application, jwt) : null;
        if (authentication == null) {
            throw new IllegalStateException(
                    "@WithDaemunToken found no JwtAuthenticationConverter in the application: is"
                            + " resource-server-starter among its dependencies, and is this a test with a web application?");
        }
        return authentication;
    }

    private static Jwt jwt(WithDaemunToken token) {
        Instant now = Instant.now();
        return Jwt.withTokenValue("of-a-test")
                .header("alg", "none")
                .header("typ", "at+jwt")
                .jti(UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plusSeconds(LIFETIME_SECONDS))
                .subject(token.subject())
                .claim("azp", "test")
                .claim("sid", UUID.randomUUID().toString())
                .claim("roles", List.of(token.roles()))
                .claim("scope", String.join(" ", token.scopes()))
                .claim("idp", token.idp())
                .claims(all -> {
                    try {
                        all.putAll(JSONObjectUtils.parse(token.claims()));
                    } catch (ParseException e) {
                        throw new IllegalArgumentException("The claims of @WithDaemunToken are no JSON object.", e);
                    }
                })
                .build();
    }

    /** A class of its own, since an application on servlets need not have Reactor. */
    private static final class OnWebFlux {
        static Authentication convert(ApplicationContext application, Jwt jwt) {
            ReactiveJwtAuthenticationConverter converter = application
                    .getBeanProvider(ReactiveJwtAuthenticationConverter.class)
                    .getIfAvailable();
            return converter == null ? null : converter.convert(jwt).block();
        }
    }
}
