package dev.daemun.standindetour;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.keycloak.headers.SecurityHeadersOptions;
import org.keycloak.headers.SecurityHeadersProvider;

/** Adds Keycloak's own headers, and changes redirects to the providers. */
record DetourProvider(SecurityHeadersProvider keycloaks, Detour detour) implements SecurityHeadersProvider {
    @Override
    public SecurityHeadersOptions options() {
        return keycloaks.options();
    }

    @Override
    public void addHeaders(ContainerRequestContext request, ContainerResponseContext response) {
        keycloaks.addHeaders(request, response);
        URI location = response.getLocation();
        if (location != null) {
            response.getHeaders().putSingle(HttpHeaders.LOCATION, detour.of(location));
        }
    }
}
