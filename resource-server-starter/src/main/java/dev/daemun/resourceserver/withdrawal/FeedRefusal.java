package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.issuer.Answer;
import dev.daemun.resourceserver.issuer.MisconfiguredException;
import java.io.IOException;

/** What it means when the feed refuses to be read, and who has to change what. */
final class FeedRefusal {
    private static final String FEED = RevocationFeedProperties.PREFIX;

    private FeedRefusal() {}

    static IOException of(Answer answer, RevocationFeedProperties properties) {
        String says = answer.address() + " answered with " + answer.status();
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
