package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.AuthorizationHeader;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * The token of the one {@code Authorization} header. Spring's own resolver looks at the first header only, where a proxy
 * before it may have looked at the last.
 */
final class OneHeaderBearerTokenResolver implements BearerTokenResolver {
    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
        if (!headers.hasMoreElements()) {
            return null;
        }
        String header = headers.nextElement();
        if (headers.hasMoreElements()) {
            throw AuthorizationHeader.notTheOnlyOne();
        }
        return AuthorizationHeader.bearerToken(header);
    }
}
