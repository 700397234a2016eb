package dev.daemun.servicecalls;

import java.util.function.Supplier;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.web.client.RestClient;

/**
 * Clients of the services in {@code daemun.service-calls.services}: a bean in applications on servlets.
 *
 * <pre>{@code
 * @Bean
 * RestClient stock(ServiceRestClients services) {
 *     return services.client("stock");
 * }
 * }</pre>
 */
public final class ServiceRestClients {
    private final CalledServices services;
    private final OutgoingTokens tokens;
    private final Supplier<RestClient.Builder> builders;
    private final ClientHttpRequestFactory requests;

    ServiceRestClients(
            CalledServices services,
            OutgoingTokens tokens,
            Supplier<RestClient.Builder> builders,
            ClientHttpRequestFactory requests) {
        this.services = services;
        this.tokens = tokens;
        this.builders = builders;
        this.requests = requests;
    }

    /**
     * A client whose base address is the service's, and each of whose requests carries the token that the configuration says. The caller is the one
     * of Spring Security's context on the thread that calls. It follows no redirect, and sends nothing to another host or port.
     *
     * <p>A call that has no token fails, before anything is sent, with {@link InvalidBearerTokenException} when the caller's token was withdrawn meanwhile,
     * {@link AuthenticationServiceException} when the issuer gives none at the moment, {@link AccessDeniedException} when
     * the caller's token is bound to the caller's key, so that it can be neither sent on nor exchanged, or {@link AuthenticationCredentialsNotFoundException}
     * when there is no caller. Behind the starter's filter chain a controller can let all of them pass: the answer is 401, 503, 403 and 401.
     *
     * @param service its name in the configuration
     * @throws IllegalArgumentException when the configuration has none of this name
     */
    public RestClient client(String service) {
        CalledService called = services.get(service);
        return builders.get()
                .baseUrl(called.url())
                .requestFactory(requests)
                .requestInterceptor(new TokenInterceptor(called, tokens))
                .build();
    }
}
