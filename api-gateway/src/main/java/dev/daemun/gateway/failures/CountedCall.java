package dev.daemun.gateway.failures;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * One call, which its circuit breaker counts once: as a success as soon as the service begins to answer, however long the
 * answer then is; as a failure where the service gives none; not at all where the caller is at fault or goes away.
 */
final class CountedCall {
    /** How long a call that tries the service anew may wait for its caller's body, or for the rest of an answer, before another call may try. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CircuitBreaker breaker;
    private final ServerWebExchange exchange;
    private final long start;
    private final AtomicBoolean settled = new AtomicBoolean();

    /**
     * A call that has the breaker's permission.
     *
     * @param exchange not yet answered
     */
    CountedCall(CircuitBreaker breaker, ServerWebExchange exchange) {
        this.breaker = breaker;
        this.exchange = exchange;
        this.start = breaker.getCurrentTimestamp();
    }

    Mono<Void> count(Mono<Void> call) {
        exchange.getResponse().beforeCommit(() -> {
            if (isAnswered()) {
                settle(null);
            }
            return Mono.empty();
        });
        Disposable patience = breaker.getState() == CircuitBreaker.State.HALF_OPEN ? settleWhenIdle() : () -> {};
        return call.doOnSuccess(end -> settle(null))
                .doOnError(this::settle)
                .doOnCancel(this::release)
                .doFinally(end -> patience.dispose());
    }

    /**
     * A half-open breaker lets one call through. It would keep all others waiting where its caller sends nothing, or where the service stops
     * within an answer that is passed on as a whole.
     */
    private Disposable settleWhenIdle() {
        return Mono.delay(PATIENCE).subscribe(late -> {
            if (isAnswered()) {
                settle(null);
            } else if (CallerFailure.isBodyAwaited(exchange)) {
                release();
            }
        });
    }

    /** Whether the service has begun to answer. */
    private boolean isAnswered() {
        return exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR) != null;
    }

    private void settle(@Nullable Throwable failure) {
        if (failure != null && !(failure instanceof ServiceFailure)) {
            release();
        } else if (settled.compareAndSet(false, true)) {
            long duration = breaker.getCurrentTimestamp() - start;
            if (failure == null) {
                breaker.onSuccess(duration, breaker.getTimestampUnit());
            } else {
                breaker.onError(duration, breaker.getTimestampUnit(), failure);
            }
        }
    }

    private void release() {
        if (settled.compareAndSet(false, true)) {
            breaker.releasePermission();
        }
    }
}
