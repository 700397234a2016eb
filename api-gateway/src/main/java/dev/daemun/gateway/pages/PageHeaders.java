package dev.daemun.gateway.pages;

import java.net.URI;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * What a browser may do with the page: run its own files, speak with the issuer and nobody else. The page signs out by a
 * form that leads to the issuer and back. Before Spring Security, which adds only what is not there.
 */
@Component
@ConditionalOnProperty("daemun.gateway.web-app")
final class PageHeaders implements WebFilter, Ordered {
    private static final PathPattern ASSETS = PathPatternParser.defaultInstance.parse("/assets/**");
    private static final List<PathPattern> PAGE = List.of(
            PathPatternParser.defaultInstance.parse("/"), PathPatternParser.defaultInstance.parse("/{file}"), ASSETS);

    private final String contentSecurityPolicy;

    PageHeaders(OAuth2ResourceServerProperties trusted) {
        URI issuer = URI.create(trusted.getJwt().getIssuerUri());
        String origin = issuer.getScheme() + "://" + issuer.getAuthority();
        this.contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                + "connect-src 'self' " + origin + "; frame-src 'self' " + origin + "; form-action 'self' " + origin
                + "; "
                + "base-uri 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        if (PAGE.stream().anyMatch(pattern -> pattern.matches(path))) {
            write(exchange.getResponse().getHeaders());
            if (ASSETS.matches(path)) {
                // The names of the assets change with their content.
                exchange.getResponse()
                        .getHeaders()
                        .set(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
            }
        }
        return chain.filter(exchange);
    }

    /** Those of the page itself, which is never kept without asking. */
    void write(HttpHeaders headers) {
        headers.set("Content-Security-Policy", contentSecurityPolicy);
        headers.set("X-Content-Type-Options", "nosniff");
        // The page frames itself for a silent sign-in.
        headers.set("X-Frame-Options", "SAMEORIGIN");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        // A cache in between must not give the compressed one to whoever can't read it.
        headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
