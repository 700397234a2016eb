package dev.daemun.resourceserver.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFilter;

/**
 * The starter's filter chain, in which two filters that concern few requests see only those: the one for tokens that are bound to a key, and the one
 * for metadata. All others are the same ones in the same order.
 */
final class FewerFilters {
    private FewerFilters() {}

    static DefaultSecurityFilterChain of(DefaultSecurityFilterChain chain) {
        List<Filter> filters =
                chain.getFilters().stream().map(FewerFilters::whereConcerned).toList();
        return new DefaultSecurityFilterChain(chain.getRequestMatcher(), filters);
    }

    private static Filter whereConcerned(Filter filter) {
        // The application may have added another filter of this type.
        if (filter instanceof AuthenticationFilter any && any.getAuthenticationConverter() instanceof BoundTokens) {
            return new OnlyWhere(BoundTokens::areIn, filter);
        }
        if (filter instanceof OAuth2ProtectedResourceMetadataFilter) {
            return new OnlyWhere(FewerFilters::mayAskForMetadata, filter);
        }
        return filter;
    }

    /** They are below {@code /.well-known}, whose characters may also come encoded. */
    private static boolean mayAskForMetadata(HttpServletRequest request) {
        String uri = request.getRequestURI();
        return uri.contains("/.") || uri.indexOf('%') >= 0;
    }
}
