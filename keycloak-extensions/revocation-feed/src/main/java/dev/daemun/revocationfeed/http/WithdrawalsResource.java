package dev.daemun.revocationfeed.http;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.LogState;
import dev.daemun.eventlog.PositionLostException;
import dev.daemun.revocationfeed.readers.Reader;
import dev.daemun.revocationfeed.readers.Readers;
import dev.daemun.revocationfeed.recent.Cursor;
import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;

/**
 * The feed over HTTP, as the module's README describes it. It answers with 400 to a bad parameter, with 401 and 403 as RFC 6750
 * section 3.1 says, with 410 to a cursor from which it can't continue, with 429 where too many readers wait, and with 503 while
 * the log can't be read.
 */
public final class WithdrawalsResource {
    private final KeycloakSession session;
    private final RecentWithdrawals recent;
    private final Authentication authentication;
    private final Readers readers;

    WithdrawalsResource(
            KeycloakSession session, RecentWithdrawals recent, Authentication authentication, Readers readers) {
        this.session = session;
        this.recent = recent;
        this.authentication = authentication;
        this.readers = readers;
    }

    /**
     * The withdrawals of the realm, the oldest first.
     *
     * @param after the cursor of the answer before; without it, all withdrawals that still matter are returned
     * @param limit how many at most, 1 to 1000, 500 by default
     * @param wait how many seconds to wait for a withdrawal, 0 to 25, 0 by default
     * @param instance what the reader calls itself, up to 64 letters, digits, dots, hyphens and underscores
     */
    @GET
    @Path("withdrawals")
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> read(
            @QueryParam("after") String after,
            @QueryParam("limit") String limit,
            @QueryParam("wait") String wait,
            @QueryParam("instance") String instance) {
        try {
            FeedReader reader = authentication.of(session).reader();
            Query query = Query.of(after, limit, wait);
            requireFresh();
            query.after().ifPresent(this::requireOfThisLog);
            return answer(reader, query, noted(reader, instance));
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(refusal.answer());
        } finally {
            // Ends the transaction now, because a waiting reader must not hold a database connection.
            session.close();
        }
    }

    /**
     * The same as a stream of server-sent events, each of which is an answer of {@link #read}: as soon as there is a withdrawal,
     * and each second in any case. It ends when the reader has to be authenticated again, which is within a minute, and whenever the
     * log can't be read; the reader goes on with the cursor of the last event.
     *
     * @param after as for {@link #read}
     * @param limit how many withdrawals an event contains at most
     * @param instance as for {@link #read}
     */
    @GET
    @Path("withdrawals/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void stream(
            @QueryParam("after") String after,
            @QueryParam("limit") String limit,
            @QueryParam("instance") String instance,
            @Context SseEventSink sink,
            @Context Sse sse) {
        try {
            KnownReader reader = authentication.of(session);
            Query query = Query.of(after, limit, null);
            int beginning = recent.beginnings();
            requireFresh();
            query.after().ifPresent(this::requireOfThisLog);
            HttpResponse answer = session.getContext().getHttpResponse();
            answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // Otherwise nginx keeps the events until it has some kilobytes of them.
            answer.setHeader("X-Accel-Buffering", "no");
            WithdrawalStream.Events events =
                    new NotedEvents(new ServerSentEvents(sink, sse), readers, noted(reader.reader(), instance));
            WithdrawalStream.start(recent, reader, query, events, Clock.systemUTC(), beginning);
        } catch (Refusal refusal) {
            throw new WebApplicationException(refusal.answer());
        } finally {
            // Ends the transaction now, because a stream must not hold a database connection.
            session.close();
        }
    }

    private CompletionStage<Response> answer(FeedReader reader, Query query, Reader noted) {
        Page page = page(reader, query);
        if (query.patience().isZero() || page.hasMore()) {
            return CompletableFuture.completedFuture(ok(noted, page));
        }
        if (!recent.places().take(reader.account())) {
            throw Refusal.tooMany();
        }
        CompletableFuture<Boolean> waiting = recent.waiting().forWithdrawal(reader.realmId(), query.patience());
        CompletableFuture<Boolean> unused =
                waiting.whenComplete((found, failure) -> recent.places().giveBack(reader.account()));
        // Asked again, because a withdrawal may have come before this reader began to wait.
        if (page(reader, query).hasMore()) {
            waiting.complete(true);
        }
        return waiting.thenApply(found -> recent.isFresh()
                ? ok(noted, page(reader, query))
                : Refusal.behind().answer());
    }

    private Page page(FeedReader reader, Query query) {
        return recent.page(reader.realmId(), query.after(), query.most());
    }

    private void requireFresh() {
        if (!recent.isFresh()) {
            throw Refusal.behind();
        }
    }

    /** After a backup was restored, or with another database, the same position may belong to another event. */
    private void requireOfThisLog(Cursor cursor) {
        if (!cursor.logId().equals(recent.tip().logId())) {
            throw Refusal.startOver();
        }
        Optional<String> known = recent.eventAt(cursor.position());
        if (cursor.position() > 0 && !known.map(cursor.eventId()::equals).orElseGet(() -> isInLog(cursor))) {
            throw Refusal.startOver();
        }
    }

    private boolean isInLog(Cursor cursor) {
        IdentityEventLog log = session.getProvider(IdentityEventLog.class);
        LogState state = log.state();
        if (cursor.position() <= state.forgotten() || cursor.position() > state.last()) {
            return false;
        }
        try {
            List<IdentityEvent> there = log.after(cursor.position() - 1, 1);
            return !there.isEmpty()
                    && there.get(0).position() == cursor.position()
                    && there.get(0).id().equals(cursor.eventId());
        } catch (PositionLostException e) {
            return false;
        }
    }

    private static Reader noted(FeedReader reader, String instance) {
        return new Reader(reader.realm(), reader.client(), instance);
    }

    private Response ok(Reader noted, Page page) {
        readers.got(noted, page);
        return Response.ok(page.json(), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
