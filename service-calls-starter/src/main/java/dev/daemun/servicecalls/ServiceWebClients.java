package dev.daemun.servicecalls;

import java.util.function.Supplier;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Clients of the services in {@code daemun.service-calls.services}: a bean where {@code spring-boot-starter-webclient} is on the class path.
 *
 * <pre>{@code
 * @Bean
 * WebClient stock(ServiceWebClients services) {
 *     return services.client("stock");
 * }
 * }</pre>
 */
public final class ServiceWebClients {
    private final CalledServices services;
    private final OutgoingTokens tokens;
    private final Supplier<WebClient.Builder> builders;
    private final ClientHttpConnector connector;

    ServiceWebClients(
            CalledServices services,
            OutgoingTokens tokens,
            Supplier<WebClient.Builder> builders,
            ClientHttpConnector connector) {
        this.services = services;
        this.tokens = tokens;
        this.builders = builders;
        this.connector = connector;
    }

    /**
     * The same as {@link ServiceRestClients#client}, with the same failures, as a {@code WebClient}. The caller is the one of the reactive security context, or
     * else of the context on the thread that subscribes.
     *
     * @param service its name in the configuration
     * @throws IllegalArgumentException when the configuration has none of this name
     */
    public WebClient client(String service) {
        CalledService called = services.get(service);
        return builders.get()
                .baseUrl(called.url().toString())
                .clientConnector(connector)
                .filter(new TokenFilter(called, tokens))
                .build();
    }
}
