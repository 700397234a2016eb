package dev.daemun.gateway.limits;

import dev.daemun.gateway.failures.CallerFailure;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** A body on its way from the caller to the service, no larger than allowed and in time; its failures are the caller's. */
final class ArrivingBody extends ServerHttpRequestDecorator {
    private final long limit;
    private final Duration time;
    private final AtomicLong bytes = new AtomicLong();
    /** Pieces that the service's connection is ready to take, and those that came. */
    private final AtomicLong wanted = new AtomicLong();

    private final AtomicLong came = new AtomicLong();
    private volatile boolean ended;

    /**
     * The body of a request.
     *
     * @param limit in bytes
     * @param time for all of it
     */
    ArrivingBody(ServerHttpRequest request, long limit, Duration time) {
        super(request);
        this.time = time;
        this.limit = limit;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody()
                .doOnRequest(pieces -> wanted.accumulateAndGet(pieces, Operators::addCap))
                .doOnTerminate(() -> ended = true)
                .onErrorMap(CallerFailure::brokenBody)
                .takeUntilOther(Mono.delay(time)
                        .flatMap(late -> isAwaited()
                                ? Mono.error(CallerFailure.lateBody(new TimeoutException()))
                                // The service does not take what is there, and it has a time of its own.
                                : Mono.never()))
                .handle((piece, sink) -> {
                    came.incrementAndGet();
                    if (bytes.addAndGet(piece.readableByteCount()) > limit) {
                        DataBufferUtils.release(piece);
                        sink.error(new DataBufferLimitException("More than " + limit + " bytes"));
                    } else {
                        sink.next(piece);
                    }
                });
    }

    /** Whether the service could take more than the caller has sent. */
    boolean isAwaited() {
        return !ended && wanted.get() > came.get();
    }
}
