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
import org.jspecify.annotations.Nullable;

/** Reads the feed from the issuer by long polling: an answer comes as soon as there is something new. */
final class HttpFeed implements Feed {
    /** How long an answer may take beyond the time that the issuer was asked to wait for something new. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private static final int LARGEST_ANSWER_BYTES = 2_000_000;
    private static final String FEED = RevocationFeedProperties.PREFIX;

    private final BoundedHttp http = new BoundedHttp(LARGEST_ANSWER_BYTES);
    private final RevocationFeedProperties properties;
    private final ServiceToken token;
    private final Duration within;
    private final Clock clock;

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
        Answer answer = http.send(request, patience.plus(within));
        if (answer.status() != 200) {
            token.forget();
            throw refusal(answer);
        }
        FeedPage page = Json.read(answer, FeedPage.class);
        if (page.cursor() == null
                || page.withdrawals() == null
                || page.withdrawals().contains(null)) {
            throw new IOException(answer.address() + " answered with something that is no page of a revocation feed");
        }
        return new News(page.cursor(), page.withdrawals(), page.caughtUp() ? clock.instant() : null);
    }

    @Override
    public String name() {
        return "The revocation feed at " + properties.uri();
    }

    private IOException refusal(Answer answer) {
        String says = answer.address() + " answered with " + answer.status();
        return switch (answer.status()) {
            case 410 -> new LostCursorException();
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
