package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.RolesAndScopes;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;

/** What the starter makes of a token, unless the application defines a converter: the same of the same token each time. */
final class StandardCallers extends JwtAuthenticationConverter {
    StandardCallers() {
        setJwtGrantedAuthoritiesConverter(new RolesAndScopes());
    }
}
