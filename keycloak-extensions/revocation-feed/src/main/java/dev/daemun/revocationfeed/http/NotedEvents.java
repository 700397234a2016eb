package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.readers.Reader;
import dev.daemun.revocationfeed.readers.Readers;
import dev.daemun.revocationfeed.recent.Page;
import java.util.concurrent.CompletionStage;

/** Notes of each page that its reader has got it, once it was handed to the network. */
record NotedEvents(WithdrawalStream.Events events, Readers readers, Reader reader) implements WithdrawalStream.Events {
    @Override
    public CompletionStage<?> send(Page page) {
        return events.send(page).thenRun(() -> readers.got(reader, page));
    }

    @Override
    public void close() {
        events.close();
    }
}
