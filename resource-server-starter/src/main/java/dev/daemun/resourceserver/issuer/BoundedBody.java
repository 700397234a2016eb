package dev.daemun.resourceserver.issuer;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Collects the beginning of a body, which is all of it unless it is too large. The JDK has {@code BodyHandlers.limiting} for this from 25 on. */
final class BoundedBody implements BodySubscriber<BoundedBody.Beginning> {
    private final BodySubscriber<byte[]> collected = BodySubscribers.ofByteArray();
    private final int mostBytes;
    private Flow.Subscription subscription;
    private long bytes;

    BoundedBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public CompletionStage<Beginning> getBody() {
        return collected.getBody().thenApply(body -> new Beginning(body, bytes <= mostBytes));
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        collected.onSubscribe(started);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (bytes > mostBytes) {
            return;
        }
        bytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes > mostBytes) {
            subscription.cancel();
            collected.onComplete();
        } else {
            collected.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable failure) {
        collected.onError(failure);
    }

    @Override
    public void onComplete() {
        collected.onComplete();
    }

    /**
     * What was collected.
     *
     * @param whole whether there was no more
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares bodies.
    record Beginning(byte[] body, boolean whole) {}
}
