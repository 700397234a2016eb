package dev.daemun.gateway.limits;

import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/** Lets no connection stay open on which a request does not come to its end, at the management port as well. */
@Component
final class CallerTime implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    private static final Duration LATER = Duration.ofSeconds(5);

    private final LimitProperties properties;

    CallerTime(LimitProperties properties) {
        this.properties = properties;
    }

    /**
     * A body that a service waits for is answered with 408 before the server's own time is over, which is for bodies that
     * nobody waits for: it closes the connection without an answer.
     */
    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.requestTimeout(
                        properties.bodyTime().plus(LATER))
                .doOnChannelInit((observer, channel, address) -> {
                    if (isHttp1(channel.pipeline())) {
                        HeaderTime.watch(channel.pipeline(), properties.headerTime());
                    }
                }));
    }

    /** Where a caller may change to HTTP/2, the idle timeout alone applies until a request is whole. */
    private static boolean isHttp1(ChannelPipeline pipeline) {
        return pipeline.get(NettyPipeline.HttpCodec) != null && pipeline.get(NettyPipeline.H2CUpgradeHandler) == null;
    }
}
