package dev.daemun.resourceserver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/**
 * {@code ROLE_<role>} for each entry of the flat {@code roles} claim (RFC 9068 section 2.2.3.1), and
 * {@code SCOPE_<scope>} for each scope. Whatever else stands in the claim gives nothing.
 */
public final class RolesAndScopes implements Converter<Jwt, Collection<GrantedAuthority>> {
    private static final String ROLES = "roles";

    private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();

    @Override
    public Collection<GrantedAuthority> convert(Jwt token) {
        List<GrantedAuthority> authorities = new ArrayList<>(scopes.convert(token));
        if (token.getClaims().get(ROLES) instanceof Collection<?> roles) {
            for (Object role : roles) {
                if (role instanceof String name && !name.isBlank()) {
                    authorities.add(new SimpleGrantedAuthority("ROLE_" + name));
                }
            }
        }
        return authorities;
    }
}
