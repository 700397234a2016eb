package dev.daemun.resourceserver.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * The token of the one {@code Authorization} header (RFC 6750 section 2.1). Spring's own resolver looks at the first
 * header only, where a proxy before it may have looked at the last.
 */
final class OneHeaderBearerTokenResolver implements BearerTokenResolver {
    private final BearerTokenResolver first = new DefaultBearerTokenResolver();

    @Override
    public String resolve(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
        if (headers.hasMoreElements()) {
            headers.nextElement();
            if (headers.hasMoreElements()) {
                throw new OAuth2AuthenticationException(
                        BearerTokenErrors.invalidRequest("Found more than one Authorization header"));
            }
        }
        return first.resolve(request);
    }
}
