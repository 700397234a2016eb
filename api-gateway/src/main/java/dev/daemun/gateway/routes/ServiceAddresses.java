package dev.daemun.gateway.routes;

import java.time.Duration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;

/**
 * Finds a service where it is now. Netty has a resolver of its own, which Java's settings do not reach, and which believes a
 * name server's time to live: Docker's says ten minutes, in which a service that moved would be called at its old address.
 */
@Component
final class ServiceAddresses implements HttpClientCustomizer {
    private static final Duration BELIEVED = Duration.ofSeconds(1);

    @Override
    public HttpClient customize(HttpClient client) {
        return client.resolver(resolver -> resolver.cacheMaxTimeToLive(BELIEVED));
    }
}
