package dev.daemun.standins.kakao;

import dev.daemun.standins.jose.ProviderKeys;
import dev.daemun.standins.page.ReportDesk;
import dev.daemun.standins.web.Response;
import dev.daemun.standins.web.Site;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Answers over HTTP as Kakao Login does (developers.kakao.com, "REST API" of Kakao Login). Everything is kept in memory.
 */
public final class KakaoStandIn {
    /** The host names of Kakao that it answers for. */
    public static final Set<String> HOSTS = Set.of(Kakao.AUTH, Kakao.API);

    private final Kakao kakao;
    private final Reports reports;

    private KakaoStandIn(Kakao kakao, Reports reports) {
        this.kakao = kakao;
        this.reports = reports;
    }

    /** Adds Kakao's two hosts to a site. All users of the cast are there, and no app is registered. */
    public static KakaoStandIn on(Site site, InstantSource clock, ProviderKeys keys) {
        Kakao kakao = Kakao.empty(clock, keys);
        Cast.all().forEach(user -> kakao.users().put(user.id(), user));
        Authorization authorization = new Authorization(kakao);
        UserApi api = new UserApi(kakao);
        Reports reports = new Reports(kakao);
        site.on("GET", Kakao.AUTH, "/", reports.desk()::show).on("POST", Kakao.AUTH, "/", reports.desk()::pressed);
        site.on("GET", Kakao.AUTH, "/oauth/authorize", authorization::start)
                .on("POST", Kakao.AUTH, "/oauth/authorize", authorization::decide)
                .on("GET", Kakao.AUTH, "/oauth/logout", authorization::logout)
                .on("POST", Kakao.AUTH, "/oauth/token", new TokenEndpoint(kakao)::answer)
                .on(
                        "GET",
                        Kakao.AUTH,
                        "/.well-known/openid-configuration",
                        request -> Response.json(200, Discovery.document()))
                .on(
                        "GET",
                        Kakao.AUTH,
                        "/.well-known/ssf-configuration",
                        request -> Response.json(200, Discovery.sharedSignals()))
                .on(
                        "GET",
                        Kakao.AUTH,
                        "/.well-known/jwks.json",
                        request -> Response.json(200, kakao.keys().published()))
                .on("GET", Kakao.API, "/v2/user/me", api::me)
                .on("POST", Kakao.API, "/v2/user/me", api::me)
                .on("GET", Kakao.API, "/v1/oidc/userinfo", api::userInfo)
                .on("GET", Kakao.API, "/v1/user/access_token_info", api::accessTokenInfo)
                .on("POST", Kakao.API, "/v1/user/logout", api::logout)
                .on("POST", Kakao.API, "/v1/user/unlink", api::unlink)
                .on("GET", Kakao.API, "/v2/user/scopes", api::scopes);
        return new KakaoStandIn(kakao, reports);
    }

    /** Adds an app, or replaces the one with the same REST API key. */
    public void register(KakaoApp app) {
        kakao.apps().put(app.restApiKey(), app);
    }

    /** All users, ordered by id. */
    public List<KakaoUser> users() {
        return List.copyOf(kakao.users().values());
    }

    /**
     * The user with this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public KakaoUser user(long id) {
        return kakao.user(id);
    }

    /** Adds a user, or changes the one with the same id. */
    public void put(KakaoUser user) {
        kakao.users().put(user.id(), user);
    }

    /** From now on every browser is signed in to Kakao as this user, who agrees at once; no page is shown. */
    public void signIn(long userId) {
        kakao.signedIn().set(kakao.user(userId).id());
    }

    /** From now on a page asks which user signs in. */
    public void signOut() {
        kakao.signedIn().set(null);
    }

    /** Whether this user is connected to this app. */
    public boolean isLinked(KakaoApp app, long userId) {
        return kakao.links().find(app, userId).isPresent();
    }

    /** The consent items that this user has agreed to; none if the user is not connected. */
    public Set<String> agreed(KakaoApp app, long userId) {
        return Set.copyOf(new Profile(kakao, app, userId).agreed());
    }

    /** Registers the address of an app's account status webhook, for what is reported by a click or by another process. */
    public void reportTo(KakaoApp app, URI receiver) {
        reports.to(app, receiver);
    }

    /** Where a person or another process says what Kakao reports. */
    public ReportDesk desk() {
        return reports.desk();
    }

    /** The calls that Kakao makes to apps. */
    public KakaoWebhooks webhooks() {
        return new KakaoWebhooks(kakao);
    }

    /** From now on signs with a new key; the oldest key is no longer published. */
    public void rotateKeys() {
        kakao.keys().rotate();
    }
}
