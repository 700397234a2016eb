package dev.daemun.gateway.routes;

import java.time.Duration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;

/**
 * How the gateway calls services. Their names are looked up again after a second: Netty has a resolver of its own, which
 * Java's settings do not reach, and which trusts a name server's time to live. Docker's is ten minutes, in which a service
 * that moved would be called at its old address.
 */
@Component
final class ServiceConnections implements HttpClientCustomizer {
    private static final Duration LOOKED_UP_AFTER = Duration.ofSeconds(1);

    @Override
    public HttpClient customize(HttpClient client) {
        return client.resolver(resolver -> resolver.cacheMaxTimeToLive(LOOKED_UP_AFTER))
                .doOnChannelInit((observer, channel, address) ->
                        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, new InterimAnswers()));
    }
}
