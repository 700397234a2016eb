package dev.daemun.resourceserver.issuer;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A body that is read piece by piece, each when it is asked for. */
final class PiecewiseBody implements BodySubscriber<PiecewiseBody> {
    /** What came from the network: bytes, or a failure, or neither at the end. */
    record Piece(@Nullable List<ByteBuffer> bytes, @Nullable Throwable failure) {}

    private final CompletableFuture<PiecewiseBody> begun = new CompletableFuture<>();
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;
    private boolean asked;

    @Override
    public CompletionStage<PiecewiseBody> getBody() {
        return begun;
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        begun.complete(this);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pieces.add(new Piece(bytes, null));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(null, failure));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(null, null));
    }

    @Nullable
    Piece next(Duration patience) throws InterruptedException {
        Flow.Subscription begunBy = subscription;
        if (!asked && begunBy != null) {
            asked = true;
            begunBy.request(1);
        }
        Piece piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        asked &= piece == null;
        return piece;
    }

    void cancel() {
        Flow.Subscription begunBy = subscription;
        if (begunBy != null) {
            begunBy.cancel();
        }
    }
}
