package dev.daemun.resourceserver.authorize;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.util.UriUtils;

/**
 * What a gateway may tell the service behind it of a caller. All of them are in each answer, empty where the token says nothing, so that
 * a gateway that copies them replaces whatever the caller has sent under these names.
 */
final class CallerHeaders {
    /** {@code sub}: who calls. */
    static final String SUBJECT = "Daemun-Subject";
    /** {@code azp}: by which client. */
    static final String CLIENT = "Daemun-Client";
    /** {@code sid}: in which session. */
    static final String SESSION = "Daemun-Session";
    /** The roles, sorted and separated by commas. */
    static final String ROLES = "Daemun-Roles";
    /** The scopes, sorted and separated by commas. */
    static final String SCOPES = "Daemun-Scopes";

    private CallerHeaders() {}

    static Map<String, String> of(JwtAuthenticationToken caller) {
        Jwt token = caller.getToken();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(SUBJECT, encoded(token.getSubject()));
        headers.put(CLIENT, encoded(token.getClaims().get("azp")));
        headers.put(SESSION, encoded(token.getClaims().get("sid")));
        headers.put(ROLES, authorities(caller, "ROLE_"));
        headers.put(SCOPES, authorities(caller, "SCOPE_"));
        return headers;
    }

    private static String authorities(JwtAuthenticationToken caller, String prefix) {
        return caller.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(Objects::nonNull)
                .filter(authority -> authority.startsWith(prefix))
                // Spring Security keeps them in no order on servlets, and a gateway may compare answers.
                .sorted()
                .map(authority -> encoded(authority.substring(prefix.length())))
                .collect(Collectors.joining(","));
    }

    /** Percent-encoded, so that no value can end a header or become two. */
    private static String encoded(@Nullable Object value) {
        return value instanceof String text ? UriUtils.encode(text, StandardCharsets.UTF_8) : "";
    }
}
