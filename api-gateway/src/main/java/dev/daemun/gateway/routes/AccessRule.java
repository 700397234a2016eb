package dev.daemun.gateway.routes;

import static org.springframework.cloud.gateway.support.RouteMetadataUtils.CONNECT_TIMEOUT_ATTR;
import static org.springframework.cloud.gateway.support.RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR;

import dev.daemun.gateway.limits.BodyLimit;
import dev.daemun.resourceserver.InvalidConfigurationException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Who may use a route, from its metadata.
 *
 * @param open whether it needs no token
 * @param roles any one of them is enough; none named means that a valid token is
 */
record AccessRule(boolean open, Set<String> roles) {
    private static final String PUBLIC = "public";
    private static final String ROLES = "roles";
    private static final Pattern MILLISECONDS = Pattern.compile("[1-9][0-9]{0,8}");
    /** A misspelt {@code roles} would open the route to everybody with a token, so no other key is taken. */
    private static final Set<String> KEYS =
            Set.of(PUBLIC, ROLES, RESPONSE_TIMEOUT_ATTR, CONNECT_TIMEOUT_ATTR, BodyLimit.METADATA);

    static AccessRule of(String route, Map<String, Object> metadata) {
        String property = "spring.cloud.gateway.server.webflux.routes, metadata of '" + route + "',";
        for (String key : metadata.keySet()) {
            if (!KEYS.contains(key)) {
                throw new InvalidConfigurationException(
                        property,
                        "has '" + key + "', which means nothing: use public, roles, largest-body or a timeout.");
            }
        }
        requireMilliseconds(property, RESPONSE_TIMEOUT_ATTR, metadata);
        requireMilliseconds(property, CONNECT_TIMEOUT_ATTR, metadata);
        String open = String.valueOf(metadata.getOrDefault(PUBLIC, false));
        if (!open.equals("true") && !open.equals("false")) {
            throw new InvalidConfigurationException(
                    property, "has public '" + open + "', which is neither true nor false.");
        }
        Set<String> roles = roles(metadata.get(ROLES));
        if (metadata.containsKey(ROLES) && roles.isEmpty()) {
            throw new InvalidConfigurationException(
                    property, "has roles without a role: name one, or leave it out so that every valid token will do.");
        }
        if (open.equals("true") && !roles.isEmpty()) {
            throw new InvalidConfigurationException(property, "has both public and roles: choose one.");
        }
        return new AccessRule(open.equals("true"), roles);
    }

    boolean allows(Authentication caller) {
        return caller.isAuthenticated()
                && (roles.isEmpty()
                        || caller.getAuthorities().stream()
                                .map(GrantedAuthority::getAuthority)
                                .anyMatch(authority ->
                                        roles.stream().anyMatch(role -> ("ROLE_" + role).equals(authority))));
    }

    /** The gateway itself would fail with it at each request. */
    private static void requireMilliseconds(String property, String name, Map<String, Object> metadata) {
        String value = String.valueOf(metadata.getOrDefault(name, "1"));
        if (!MILLISECONDS.matcher(value).matches()) {
            throw new InvalidConfigurationException(
                    property, "has " + name + " '" + value + "': name a number of milliseconds, such as 2000.");
        }
    }

    /** A list in YAML comes as a map by index, one in a property as a string with commas. */
    private static Set<String> roles(Object value) {
        Stream<?> names = value instanceof Map<?, ?> byIndex
                ? byIndex.values().stream()
                : value instanceof Collection<?> list ? list.stream() : Stream.ofNullable(value);
        return names.flatMap(name -> Arrays.stream(String.valueOf(name).split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
