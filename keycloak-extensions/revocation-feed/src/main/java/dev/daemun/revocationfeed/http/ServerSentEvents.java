package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.recent.Page;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Pages as events that a server sends (WHATWG HTML, section 9.2), each with the page's JSON as its data. */
record ServerSentEvents(SseEventSink sink, Sse sse) implements WithdrawalStream.Events {
    @Override
    public CompletionStage<?> send(Page page) {
        try {
            return sink.send(sse.newEvent(page.json()));
        } catch (IllegalStateException e) {
            // The reader is gone, which is no failure of ours.
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
