package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.AuthorizationHeader;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The token of the one {@code Authorization} header. */
final class OneHeaderBearerTokenConverter implements ServerAuthenticationConverter {
    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        List<String> headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (headers.isEmpty()) {
            return Mono.empty();
        }
        if (headers.size() > 1) {
            return Mono.error(AuthorizationHeader.notTheOnlyOne());
        }
        try {
            return Mono.justOrEmpty(AuthorizationHeader.bearerToken(headers.get(0)))
                    .map(BearerTokenAuthenticationToken::new);
        } catch (OAuth2AuthenticationException e) {
            return Mono.error(e);
        }
    }
}
