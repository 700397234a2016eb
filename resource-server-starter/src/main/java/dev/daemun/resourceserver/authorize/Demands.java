package dev.daemun.resourceserver.authorize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.util.UriUtils;

/**
 * What a gateway demands of the caller beside a good token. All of it must be fulfilled, wherever it stands, so that whatever a caller
 * manages to add makes the check stricter and never laxer.
 */
record Demands(Map<Kind, List<String>> names) {
    private static final String HEADER = "daemun-require-";

    enum Kind {
        ROLE,
        SCOPE,
        AUDIENCE;

        static @Nullable Kind of(String name) {
            for (Kind kind : values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return kind;
                }
            }
            return null;
        }
    }

    /**
     * The demands in a query such as {@code role=manager&scope=orders} and in headers such as {@code Daemun-Require-Role: manager}.
     *
     * @param query null where it is the caller's own, and none of the gateway's
     * @throws UnreadableDemandException for anything else in the query, in such a header, or for a name that is missing: a slip of the
     *     pen in a gateway's settings must not open what was meant to be closed
     */
    static Demands in(@Nullable String query, Map<String, List<String>> headers) {
        Demands demands = new Demands(new EnumMap<>(Kind.class));
        if (query != null && !query.isEmpty()) {
            for (String parameter : query.split("&", -1)) {
                int equals = parameter.indexOf('=');
                demands.add(
                        equals < 0 ? parameter : parameter.substring(0, equals),
                        equals < 0 ? "" : parameter.substring(equals + 1),
                        "query");
            }
        }
        headers.forEach((name, values) -> {
            if (name.startsWith(HEADER)) {
                values.forEach(value -> demands.add(name.substring(HEADER.length()), value, "header"));
            }
        });
        return demands;
    }

    boolean areFulfilledBy(JwtAuthenticationToken caller) {
        Jwt token = caller.getToken();
        List<String> audiences = token.getAudience() == null ? List.of() : token.getAudience();
        return has(caller, "ROLE_", Kind.ROLE)
                && has(caller, "SCOPE_", Kind.SCOPE)
                && audiences.containsAll(names.getOrDefault(Kind.AUDIENCE, List.of()));
    }

    private boolean has(JwtAuthenticationToken caller, String prefix, Kind kind) {
        return names.getOrDefault(kind, List.of()).stream()
                .allMatch(name -> caller.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch((prefix + name)::equals));
    }

    private void add(String name, String values, String place) {
        Kind kind = Kind.of(name);
        if (kind == null) {
            throw new UnreadableDemandException(
                    "The " + place + " of the check demands something that is not role, scope or audience.");
        }
        for (String value : values.split(",", -1)) {
            names.computeIfAbsent(kind, any -> new ArrayList<>()).add(decoded(kind, value.strip()));
        }
    }

    private static String decoded(Kind kind, String value) {
        try {
            String name = UriUtils.decode(value, StandardCharsets.UTF_8);
            if (!name.isBlank()) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // Answered like a name that is missing.
        }
        throw new UnreadableDemandException("The check demands a " + kind.name().toLowerCase(Locale.ROOT)
                + " without a name: names are separated by commas, and percent-encoded.");
    }
}
