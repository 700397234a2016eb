package dev.daemun.gateway.requests;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpStatusClass;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.MediaType;

/**
 * Gives a body of RFC 9457 and an id to the refusals that Netty and Spring write without one, before any filter has seen
 * the request: a request line or headers that can't be read or are too large, and a target that is no URI.
 */
@Sharable
final class BareRefusals extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        Object sent = message;
        if (message instanceof FullHttpResponse answer && isBare(answer)) {
            sent = problem(answer);
            answer.release();
        }
        ChannelFuture unused = context.write(sent, promise);
    }

    private static boolean isBare(FullHttpResponse answer) {
        return answer.status().codeClass() == HttpStatusClass.CLIENT_ERROR
                && !answer.content().isReadable()
                && !answer.headers().contains(RequestId.HEADER);
    }

    private static FullHttpResponse problem(FullHttpResponse answer) {
        String id = UUID.randomUUID().toString();
        // Only the status and the id vary, so there is nothing to escape.
        String body = "{\"status\":%d,\"title\":\"%s\",\"%s\":\"%s\"}"
                .formatted(answer.status().code(), answer.status().reasonPhrase(), RequestId.NAME, id);
        FullHttpResponse problem = new DefaultFullHttpResponse(
                answer.protocolVersion(),
                answer.status(),
                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8),
                answer.headers().copy(),
                answer.trailingHeaders().copy());
        HttpHeaders headers = problem.headers();
        headers.set(RequestId.HEADER, id);
        headers.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, problem.content().readableBytes());
        return problem;
    }
}
