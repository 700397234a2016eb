package dev.daemun.standins.apple;

import dev.daemun.standins.apple.Apple.Consent;
import dev.daemun.standins.jose.ProviderKeys;
import dev.daemun.standins.page.ReportDesk;
import dev.daemun.standins.web.Response;
import dev.daemun.standins.web.Site;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Answers over HTTP as Sign in with Apple does (developer.apple.com/documentation/signinwithapplerestapi). */
public final class AppleStandIn {
    /** The host names of Apple that it answers for. */
    public static final Set<String> HOSTS = Set.of(Apple.HOST);

    private final Apple apple;
    private final Reports reports;

    private AppleStandIn(Apple apple) {
        this.apple = apple;
        this.reports = new Reports(apple);
    }

    /** Adds Apple's host to a site. All users of the cast are there, and no client is registered. */
    public static AppleStandIn on(Site site, InstantSource clock, ProviderKeys keys) {
        Apple apple = new Apple(clock, keys);
        AppleStandIn standIn = new AppleStandIn(apple);
        Cast.all().forEach(standIn::put);
        Authorization authorization = new Authorization(apple);
        TokenEndpoint tokens = new TokenEndpoint(apple);
        site.on("GET", Apple.HOST, "/", standIn.desk()::show)
                .on("POST", Apple.HOST, "/", standIn.desk()::pressed)
                .on("GET", Apple.HOST, "/auth/authorize", authorization::start)
                .on("POST", Apple.HOST, "/auth/authorize", authorization::decide)
                .on("POST", Apple.HOST, "/auth/token", tokens::answer)
                .on("POST", Apple.HOST, "/auth/revoke", tokens::revoke)
                .on("GET", Apple.HOST, "/auth/keys", request -> Response.json(200, apple.keys.published()))
                .on(
                        "GET",
                        Apple.HOST,
                        "/.well-known/openid-configuration",
                        request -> Response.json(200, Discovery.document()));
        return standIn;
    }

    /** Adds a client, or replaces the one with the same id. */
    public void register(AppleClient client) {
        apple.clients.put(client.clientId(), client);
    }

    /** All users, ordered by {@code sub}. */
    public List<AppleUser> users() {
        return List.copyOf(apple.users.values());
    }

    /** Adds a user, or changes the one with the same {@code sub}. */
    public void put(AppleUser user) {
        apple.users.put(user.sub(), user);
    }

    /** The user with this {@code sub}; an IllegalArgumentException if there is none. */
    public AppleUser user(String sub) {
        return apple.user(sub);
    }

    /** From now on every browser is signed in to Apple as this user, who agrees at once; no page is shown. */
    public void signIn(String sub) {
        apple.signedIn.set(apple.user(sub).sub());
    }

    /** From now on a page asks which user signs in. */
    public void signOut() {
        apple.signedIn.set(null);
    }

    /** Whether a user has agreed to use this client, and neither side has ended that. */
    public boolean isLinked(AppleClient client, String sub) {
        return apple.consents.contains(new Consent(client.clientId(), sub));
    }

    /** Ends a user's consent, as the person does it in the settings, but without a notification. */
    public void unlink(AppleClient client, String sub) {
        apple.revoke(new Consent(client.clientId(), sub));
    }

    /** Registers a client's address for notifications, for what is reported by a click or by another process. */
    public void reportTo(AppleClient client, URI receiver) {
        reports.to(client, receiver);
    }

    /** Where a person or another process says what Apple reports. */
    public ReportDesk desk() {
        return reports.desk();
    }

    /** The notifications that Apple sends to its clients. */
    public AppleNotifications notifications() {
        return new AppleNotifications(apple);
    }

    /** From now on signs with a new key; the oldest key is no longer published. */
    public void rotateKeys() {
        apple.keys.rotate();
    }
}
