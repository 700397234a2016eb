package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.issuer.Answer;
import dev.daemun.resourceserver.issuer.BoundedHttp;
import dev.daemun.resourceserver.issuer.EventStream;
import dev.daemun.resourceserver.issuer.UnexpectedStatusException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads the feed from the issuer as a stream, in which the issuer says each second until when it is complete. One that is silent
 * for two seconds comes from a node that is frozen or cut off, so the next address is read then. A proxy that holds back what is
 * not complete makes each stream silent; behind such a one the feed is asked each second.
 */
final class HttpFeed implements Feed {
    /** In which nothing at all comes. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** How long an answer may take, beyond the time that the issuer was asked to wait, and an event of a stream. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private static final int LARGEST_ANSWER_BYTES = 2_000_000;

    /** How often something is asked for that can't be read, before reading goes on without it: a proxy may spoil one answer. */
    static final int ATTEMPTS = 3;

    /** After how many streams without a single event the issuer is asked instead, and for how long. */
    static final int SILENT_STREAMS = 3;

    private static final Duration ASKED_INSTEAD = Duration.ofMinutes(1);
    private static final Duration ASKED_EACH = Duration.ofSeconds(1);

    /** By which an operator of the issuer tells the instances of a service apart: in containers the name of the host. */
    static final String INSTANCE = instance(System.getenv("HOSTNAME"));

    private static final Log LOG = LogFactory.getLog(HttpFeed.class);

    private final BoundedHttp http = new BoundedHttp(LARGEST_ANSWER_BYTES);
    private final RevocationFeedProperties properties;
    private final ServiceToken token;
    private final Duration silence;
    private final Duration within;
    private final Clock clock;
    private @Nullable EventStream stream;
    private int address;
    private int failures;
    private int silentStreams;
    private Instant askUntil = Instant.MIN;
    private int attempts;

    HttpFeed(RevocationFeedProperties properties, @Nullable String issuer, Clock clock) {
        this(properties, issuer, SILENCE, ANSWER_TIMEOUT, clock);
    }

    HttpFeed(
            RevocationFeedProperties properties,
            @Nullable String issuer,
            Duration silence,
            Duration within,
            Clock clock) {
        this.properties = properties;
        this.token = new ServiceToken(properties, issuer, http, silence, within, clock);
        this.silence = silence;
        this.within = within;
        this.clock = clock;
    }

    @Override
    public News read(@Nullable String cursor) throws IOException, InterruptedException {
        Answer next = next();
        try {
            FeedPage page = page(next == null ? first(cursor) : next);
            attempts = 0;
            failures = 0;
            return new News(page.cursor(), page.withdrawals(), page.asOf(), page.reached());
        } catch (LostCursorException e) {
            close();
            throw e;
        } catch (IOException e) {
            turnToTheNextAddress();
            failures++;
            throw e;
        }
    }

    /** What the open stream brings; null where there is none, because it has ended, as each does after a while, or is silent. */
    private @Nullable Answer next() throws InterruptedException {
        EventStream open = stream;
        if (open == null) {
            return null;
        }
        try {
            Answer event = open.next(silence, within);
            if (event == null) {
                close();
            }
            return event;
        } catch (IOException e) {
            LOG.debug("The stream of withdrawals is read anew", e);
            turnToTheNextAddress();
            return null;
        }
    }

    private Answer first(@Nullable String cursor) throws IOException, InterruptedException {
        if (clock.instant().isBefore(askUntil)) {
            return answered(cursor);
        }
        try {
            return streamed(cursor);
        } catch (IOException e) {
            if (silentStreams < SILENT_STREAMS) {
                throw e;
            }
            close();
            askUntil = clock.instant().plus(ASKED_INSTEAD);
            return answered(cursor);
        }
    }

    /** The first event of a new stream, which the issuer sends at once, also where there is nothing new. */
    private Answer streamed(@Nullable String cursor) throws IOException, InterruptedException {
        // Once each address was tried in vain, it may be that all are slow.
        Duration patience = failures <= properties.uri().size() ? silence : within;
        HttpRequest request = request("/stream", "?instance=" + INSTANCE + after(cursor));
        try {
            stream = http.open(request, patience);
            Answer first = stream.next(patience, within);
            silentStreams = 0;
            if (first != null) {
                return first;
            }
            throw new IOException(properties.uri().get(address) + " ended a stream before its first event");
        } catch (UnexpectedStatusException e) {
            silentStreams = 0;
            throw refusal(e.answer(), cursor);
        } catch (IOException e) {
            silentStreams = e.getCause() instanceof HttpTimeoutException ? silentStreams + 1 : 0;
            throw e;
        }
    }

    private Answer answered(@Nullable String cursor) throws IOException, InterruptedException {
        Duration wait = failures == 0 ? ASKED_EACH : Duration.ZERO;
        HttpRequest request = request("", "?wait=" + wait.toSeconds() + "&instance=" + INSTANCE + after(cursor));
        try {
            Answer answer = http.sendForBeginning(request, wait.plus(within));
            if (answer.status() == 200) {
                return answer;
            }
            throw refusal(answer, cursor);
        } catch (IOException e) {
            // It was not for a proxy that the streams were silent.
            silentStreams = 0;
            askUntil = Instant.MIN;
            throw e;
        }
    }

    static String instance(@Nullable String host) {
        return host != null && host.matches("[A-Za-z0-9._-]{1,64}")
                ? host
                : UUID.randomUUID().toString();
    }

    private HttpRequest request(String path, String query) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(URI.create(properties.uri().get(address) + path + query))
                .header("Authorization", "Bearer " + token.get())
                .build();
    }

    private static String after(@Nullable String cursor) {
        return cursor == null ? "" : "&after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    }

    private void turnToTheNextAddress() {
        close();
        address = (address + 1) % properties.uri().size();
    }

    @Override
    public void close() {
        EventStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String name() {
        return "The revocation feed at "
                + properties.uri().stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    /** Whatever comes, the next page is asked for in the end: what can't be read is taken for the worst that it might be. */
    private FeedPage page(Answer answer) throws IOException {
        FeedPage page = answer.whole() ? FeedPage.read(answer.body()) : null;
        if (page != null) {
            return page;
        }
        attempts++;
        FeedPage damaged = attempts < ATTEMPTS ? null : DamagedPage.of(answer.body(), clock.instant());
        if (damaged == null) {
            throw new IOException(answer.address() + " answered with something that is no page of a revocation feed");
        }
        LOG.error(
                answer.address() + " has answered " + attempts + " times with a page that can't be read as a whole."
                        + " Every token issued until now is refused, since the page might withdraw any, and reading goes on behind it.");
        return damaged;
    }

    private IOException refusal(Answer answer, @Nullable String cursor) {
        if (answer.status() == 401 || answer.status() == 403) {
            token.forget();
        }
        String says = answer.address() + " answered with " + answer.status();
        boolean perhapsForItsCursor = answer.status() == 400 || answer.status() == 500;
        attempts = perhapsForItsCursor ? attempts + 1 : 0;
        if (perhapsForItsCursor && cursor != null && attempts >= ATTEMPTS) {
            attempts = 0;
            return new LostCursorException(
                    says + " " + ATTEMPTS + " times to one cursor, so all withdrawals are read again without it");
        }
        return FeedRefusal.of(answer, properties);
    }
}
