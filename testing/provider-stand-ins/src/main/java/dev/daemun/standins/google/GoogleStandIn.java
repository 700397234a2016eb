package dev.daemun.standins.google;

import dev.daemun.standins.jose.ProviderKeys;
import dev.daemun.standins.page.ReportDesk;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import dev.daemun.standins.web.Site;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers over HTTP as Google Sign-In does (developers.google.com/identity/openid-connect). */
public final class GoogleStandIn {
    /** The host names of Google that it answers for. */
    public static final Set<String> HOSTS = Set.of(Google.ACCOUNTS, Google.OAUTH, Google.API, Google.OPENID_CONNECT);

    private final Google google;

    private final Reports reports;

    private GoogleStandIn(Google google) {
        this.google = google;
        this.reports = new Reports(google);
    }

    /** Adds Google's four hosts to a site. All users of the cast are there, and no client is registered. */
    public static GoogleStandIn on(Site site, InstantSource clock, ProviderKeys keys) {
        Google google = new Google(clock, keys);
        GoogleStandIn standIn = new GoogleStandIn(google);
        Cast.all().forEach(standIn::put);
        Authorization authorization = new Authorization(google);
        TokenEndpoint tokens = new TokenEndpoint(google);
        site.on("GET", Google.ACCOUNTS, "/", standIn.desk()::show)
                .on("POST", Google.ACCOUNTS, "/", standIn.desk()::pressed);
        site.on("GET", Google.ACCOUNTS, "/o/oauth2/v2/auth", authorization::start)
                .on("POST", Google.ACCOUNTS, "/o/oauth2/v2/auth", authorization::decide)
                .on(
                        "GET",
                        Google.ACCOUNTS,
                        "/.well-known/openid-configuration",
                        request -> Response.json(200, Discovery.document()))
                .on("POST", Google.OAUTH, "/token", tokens::answer)
                .on("POST", Google.OAUTH, "/revoke", tokens::revoke)
                .on("GET", Google.API, "/oauth2/v3/certs", request -> Response.json(200, google.keys.published()))
                .on("GET", Google.OPENID_CONNECT, "/v1/userinfo", standIn::userInfo);
        return standIn;
    }

    /** Adds a client, or replaces the one with the same id. */
    public void register(GoogleClient client) {
        google.clients.put(client.clientId(), client);
    }

    /** All users, ordered by {@code sub}. */
    public List<GoogleUser> users() {
        return List.copyOf(google.users.values());
    }

    /** Adds a user, or changes the one with the same {@code sub}. */
    public void put(GoogleUser user) {
        google.users.put(user.sub(), user);
    }

    /** The user with this {@code sub}; an IllegalArgumentException if there is none. */
    public GoogleUser user(String sub) {
        return google.user(sub);
    }

    /** From now on every browser is signed in to Google as this user, who agrees at once; no page is shown. */
    public void signIn(String sub) {
        google.signedIn.set(google.user(sub).sub());
    }

    /** From now on a page asks which user signs in. */
    public void signOut() {
        google.signedIn.set(null);
    }

    /** Registers a client for Cross-Account Protection, for what is reported by a click or by another process. */
    public void reportTo(GoogleClient client, URI receiver) {
        reports.to(client, receiver);
    }

    /** Where a person or another process says what Google reports. */
    public ReportDesk desk() {
        return reports.desk();
    }

    /** The events that Google sends to its clients. */
    public GoogleEvents events() {
        return new GoogleEvents(google);
    }

    /** From now on signs with a new key; the oldest key is no longer published. */
    public void rotateKeys() {
        google.keys.rotate();
    }

    private Response userInfo(Request request) {
        Grant grant = request.authorization("Bearer")
                .map(google.accessTokens::get)
                .flatMap(google::alive)
                .orElseThrow(GoogleStandIn::invalidCredentials);
        return Response.json(200, Claims.of(google.user(grant.sub()), grant));
    }

    private static Refusal invalidCredentials() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", "invalid_request");
        body.put("error_description", "Invalid Credentials");
        return new Refusal(Response.json(401, body));
    }
}
