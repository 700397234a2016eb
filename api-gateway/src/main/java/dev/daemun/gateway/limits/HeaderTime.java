package dev.daemun.gateway.limits;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Closes a connection on which request line and headers have begun but are not whole in time. Reactor Netty's idle timeout
 * begins anew with every byte.
 */
final class HeaderTime {
    private final Duration time;
    private @Nullable Future<?> deadline;
    private boolean betweenRequests = true;

    private HeaderTime(Duration time) {
        this.time = time;
    }

    /** Watches one connection; all its events come on one thread. */
    static void watch(ChannelPipeline pipeline, Duration time) {
        HeaderTime headers = new HeaderTime(time);
        pipeline.addBefore(NettyPipeline.HttpCodec, null, headers.new Bytes());
        pipeline.addAfter(NettyPipeline.HttpCodec, null, headers.new Messages());
    }

    private void end() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Sees what comes before it is read as HTTP. */
    private final class Bytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            if (betweenRequests && deadline == null) {
                deadline = context.executor()
                        .schedule(
                                () -> {
                                    ChannelFuture unused = context.close();
                                },
                                time.toMillis(),
                                TimeUnit.MILLISECONDS);
            }
            context.fireChannelRead(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end();
            context.fireChannelInactive();
        }
    }

    /** Sees what was read. */
    private final class Messages extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                betweenRequests = false;
                end();
            }
            if (message instanceof LastHttpContent) {
                betweenRequests = true;
            }
            context.fireChannelRead(message);
        }
    }
}
