package dev.daemun.standins.naver;

import dev.daemun.standins.jose.ProviderKeys;
import dev.daemun.standins.page.ReportDesk;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import dev.daemun.standins.web.Site;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers over HTTP as Naver Login does (developers.naver.com, "네이버 로그인"), with OpenID Connect and without. Everything is kept in memory. */
public final class NaverStandIn {
    /** The host names of Naver that it answers for. */
    public static final Set<String> HOSTS = Set.of(Naver.LOGIN, Naver.API);

    private final Naver naver;
    private final Reports reports;

    private NaverStandIn(Naver naver) {
        this.naver = naver;
        this.reports = new Reports(naver);
    }

    /** Adds Naver's two hosts to a site. All users of the cast are there, and no app is registered. */
    public static NaverStandIn on(Site site, InstantSource clock, ProviderKeys keys) {
        Naver naver = new Naver(clock, keys);
        NaverStandIn standIn = new NaverStandIn(naver);
        Cast.all().forEach(standIn::put);
        site.on("GET", Naver.LOGIN, "/", standIn.desk()::show).on("POST", Naver.LOGIN, "/", standIn.desk()::pressed);
        for (boolean openIdConnect : new boolean[] {false, true}) {
            String path = openIdConnect ? "/oauth2" : "/oauth2.0";
            Authorization authorization = new Authorization(naver, openIdConnect);
            TokenEndpoint tokens = new TokenEndpoint(naver, openIdConnect);
            site.on("GET", Naver.LOGIN, path + "/authorize", authorization::start)
                    .on("POST", Naver.LOGIN, path + "/authorize", authorization::decide)
                    .on("POST", Naver.LOGIN, path + "/token", tokens::answer);
            if (!openIdConnect) {
                site.on("GET", Naver.LOGIN, path + "/token", tokens::answer);
            }
        }
        site.on("POST", Naver.LOGIN, "/oauth2.0/revoke", new Revocation(naver)::answer)
                .on("GET", Naver.LOGIN, "/oauth2/jwks", request -> Response.json(200, naver.keys.published()))
                .on(
                        "GET",
                        Naver.LOGIN,
                        "/.well-known/openid-configuration",
                        request -> Response.json(200, Discovery.document()))
                .on("GET", Naver.API, "/v1/nid/me", standIn::me);
        return standIn;
    }

    /** Adds an app, or replaces the one with the same client id. */
    public void register(NaverApp app) {
        naver.apps.put(app.clientId(), app);
    }

    /** All users, ordered by id. */
    public List<NaverUser> users() {
        return List.copyOf(naver.users.values());
    }

    /** Adds a user, or changes the one with the same id. */
    public void put(NaverUser user) {
        naver.users.put(user.id(), user);
    }

    /** The user with this id; an IllegalArgumentException if there is none. */
    public NaverUser user(String id) {
        return naver.user(id);
    }

    /** From now on every browser is signed in to Naver as this user, who agrees at once; no page is shown. */
    public void signIn(String id) {
        naver.signedIn.set(naver.user(id).id());
    }

    /** From now on a page asks which user signs in. */
    public void signOut() {
        naver.signedIn.set(null);
    }

    /** Whether this app is among the connected services of this user. */
    public boolean isLinked(NaverApp app, String id) {
        return naver.isLinked(app, id);
    }

    /** Ends the connection at Naver without telling the app, as when a notice is lost. */
    public void disconnectUnnoticed(NaverApp app, String id) {
        naver.unlink(app, id);
    }

    /** Registers the address of an app's disconnect notice, for what is done by a click or by another process. */
    public void reportTo(NaverApp app, URI receiver) {
        reports.to(app, receiver);
    }

    /** Where a person or another process says what happens at Naver. */
    public ReportDesk desk() {
        return reports.desk();
    }

    /** The notices that Naver sends to its apps. */
    public NaverNotices notices() {
        return new NaverNotices(naver);
    }

    /** From now on signs with a new key; the oldest key is no longer published. */
    public void rotateKeys() {
        naver.keys.rotate();
    }

    private Response me(Request request) {
        Optional<Grant> grant =
                request.authorization("Bearer").map(naver.accessTokens::get).flatMap(naver::alive);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("resultcode", grant.isPresent() ? "00" : "024");
        answer.put("message", grant.isPresent() ? "success" : "Authentication failed (인증에 실패했습니다.)");
        grant.ifPresent(
                found -> answer.put("response", naver.user(found.userId()).response()));
        return Response.json(grant.isPresent() ? 200 : 401, answer);
    }
}
