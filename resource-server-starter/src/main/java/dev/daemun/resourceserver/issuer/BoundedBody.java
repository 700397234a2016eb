package dev.daemun.resourceserver.issuer;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Collects a body and gives up on one that is too large. The JDK has {@code BodyHandlers.limiting} for this from 25 on. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> collected = BodySubscribers.ofByteArray();
    private final int mostBytes;
    private Flow.Subscription subscription;
    private long bytes;

    BoundedBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return collected.getBody();
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
            collected.onError(new IOException("its answer has more than " + mostBytes + " bytes"));
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
}
