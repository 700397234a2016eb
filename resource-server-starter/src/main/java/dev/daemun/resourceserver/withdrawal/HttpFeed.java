package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.issuer.Answer;
import dev.daemun.resourceserver.issuer.BoundedHttp;
import dev.daemun.resourceserver.issuer.MisconfiguredException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Reads the feed from the issuer by long polling: an answer comes as soon as there is something new. */
final class HttpFeed implements Feed {
    /** How long an answer may take beyond the time that the issuer was asked to wait for something new. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private static final int LARGEST_ANSWER_BYTES = 2_000_000;

    /** How often something is asked for that can't be read, before reading goes on without it: a proxy may spoil one answer. */
    static final int ATTEMPTS = 3;

    private static final Log LOG = LogFactory.getLog(HttpFeed.class);
    private static final String FEED = RevocationFeedProperties.PREFIX;

    private final BoundedHttp http = new BoundedHttp(LARGEST_ANSWER_BYTES);
    private final RevocationFeedProperties properties;
    private final ServiceToken token;
    private final Duration within;
    private final Clock clock;
    private int attempts;

    HttpFeed(RevocationFeedProperties properties, @Nullable String issuer, Clock clock) {
        this(properties, issuer, ANSWER_TIMEOUT, clock);
    }

    HttpFeed(RevocationFeedProperties properties, @Nullable String issuer, Duration within, Clock clock) {
        this.properties = properties;
        this.token = new ServiceToken(properties, issuer, http, within, clock);
        this.within = within;
        this.clock = clock;
    }

    @Override
    public News read(@Nullable String cursor, Duration patience) throws IOException, InterruptedException {
        String query = "?wait=" + patience.toSeconds()
                + (cursor == null ? "" : "&after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(properties.uri() + query))
                .header("Authorization", "Bearer " + token.get())
                .build();
        Answer answer = http.sendForBeginning(request, patience.plus(within));
        if (answer.status() != 200) {
            token.forget();
            throw refusal(answer, cursor);
        }
        FeedPage page = page(answer);
        attempts = 0;
        return new News(page.cursor(), page.withdrawals(), page.asOf());
    }

    @Override
    public String name() {
        return "The revocation feed at " + properties.uri();
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
        String says = answer.address() + " answered with " + answer.status();
        boolean perhapsForItsCursor = answer.status() == 400 || answer.status() == 500;
        attempts = perhapsForItsCursor ? attempts + 1 : 0;
        if (perhapsForItsCursor && cursor != null && attempts >= ATTEMPTS) {
            attempts = 0;
            return new LostCursorException(
                    says + " " + ATTEMPTS + " times to one cursor, so all withdrawals are read again without it");
        }
        return switch (answer.status()) {
            case 410 ->
                new LostCursorException(
                        "The issuer's log is not the one that was read before, so all withdrawals are read again");
            case 401 ->
                new MisconfiguredException(says + ": it does not take this service's token, so give the client "
                        + properties.clientId()
                        + " the client scope that adds the audience revocation-feed, and check that " + FEED
                        + "uri and issuer-uri are of the same realm");
            case 403 ->
                new MisconfiguredException(
                        says + ": the account of the client " + properties.clientId()
                                + " lacks the role read-withdrawals of the client revocation-feed, so assign it to that account");
            case 404 ->
                new MisconfiguredException(says + ": there is no feed at this address, so check the realm's name in "
                        + FEED + "uri, and that the extension revocation-feed is installed at the issuer");
            case 400 ->
                new MisconfiguredException(says + ": it does not understand the request, so check that " + FEED
                        + "uri has no query of its own");
            default -> new IOException(says);
        };
    }
}
