package dev.daemun.standins.naver;

import dev.daemun.standins.jose.CodeChallenge;
import dev.daemun.standins.jose.RandomText;
import dev.daemun.standins.page.ConsentPage;
import dev.daemun.standins.page.Page;
import dev.daemun.standins.web.Parameters;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /oauth2.0/authorize} and, with OpenID Connect, {@code /oauth2/authorize}, with one page in place of Naver's screens for sign-in
 * and consent.
 */
record Authorization(Naver naver, boolean openIdConnect) {
    private static final Duration CODE = Duration.ofMinutes(10);
    private static final String SESSION = "stand_in_naver_account";

    /** Those that show a page also to whom Naver knows already. */
    private static final Set<String> ASKING = Set.of("reprompt", "reauthenticate");

    Response start(Request request) {
        NaverApp app = check(request);
        Optional<NaverUser> preset = Optional.ofNullable(naver.signedIn.get()).map(naver::user);
        if (preset.isPresent()) {
            return succeed(app, preset.get(), request);
        }
        boolean asks = request.query().get("auth_type").filter(ASKING::contains).isPresent();
        return request.cookie(SESSION)
                .map(naver.users::get)
                .filter(user -> !asks && naver.isLinked(app, user.id()))
                .map(user -> succeed(app, user, request))
                .orElseGet(() -> page(request));
    }

    Response decide(Request request) {
        NaverApp app = check(request);
        if (request.form().get("decision").filter("agree"::equals).isEmpty()) {
            Map<String, String> refusal = new LinkedHashMap<>();
            refusal.put("error", "access_denied");
            refusal.put("error_description", "need user consent.");
            refusal.put("state", request.query().get("state").orElseThrow());
            return back(request, refusal);
        }
        Optional<NaverUser> user = request.form().get("user").map(naver.users::get);
        if (user.isEmpty()) {
            return page(request);
        }
        Response answer = succeed(app, user.get(), request);
        return request.form().get("remember").isPresent()
                ? answer.with("Set-Cookie", SESSION + "=" + user.get().id() + "; Path=/; HttpOnly; SameSite=Lax")
                : answer;
    }

    private NaverApp check(Request request) {
        Parameters query = request.query();
        NaverApp app = query.get("client_id")
                .map(naver.apps::get)
                .filter(found -> found.openIdConnect() || !openIdConnect)
                .orElseThrow(() -> mistake(request, "client_id"));
        if (query.get("redirect_uri").filter(app.redirectUris()::contains).isEmpty()) {
            throw mistake(request, "redirect_uri");
        }
        if (query.get("response_type").filter("code"::equals).isEmpty()) {
            throw mistake(request, "response_type");
        }
        if (query.get("state").isEmpty()) {
            throw mistake(request, "state");
        }
        if (openIdConnect && !query.list("scope").contains("openid")) {
            throw mistake(request, "scope");
        }
        if (query.get("code_challenge").isPresent()
                && query.get("code_challenge_method").filter("S256"::equals).isEmpty()) {
            throw mistake(request, "code_challenge_method");
        }
        return app;
    }

    /** Shows an error page for such mistakes, and does not redirect the browser to the app. */
    private static Refusal mistake(Request request, String parameter) {
        Page page = Reports.frame(request.wantsEnglish());
        return new Refusal(Response.html(400, page.around("Error 400: " + parameter, "")));
    }

    private Response succeed(NaverApp app, NaverUser user, Request request) {
        naver.link(app, user.id());
        Parameters query = request.query();
        Grant grant = new Grant(
                RandomText.opaque(),
                app,
                user.id(),
                openIdConnect,
                query.get("state").orElseThrow(),
                query.get("code_challenge").filter(any -> openIdConnect).map(CodeChallenge::new),
                naver.now().plus(CODE));
        String code = RandomText.opaque().substring(0, 18);
        naver.codes.put(code, grant);
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", code);
        answer.put("state", grant.state());
        return back(request, answer);
    }

    private static Response back(Request request, Map<String, String> answer) {
        String target = request.query().get("redirect_uri").orElseThrow();
        return Response.redirect(target + (target.contains("?") ? "&" : "?") + new Parameters(answer).encoded());
    }

    private Response page(Request request) {
        boolean english = request.wantsEnglish();
        List<String> items = english
                ? List.of(
                        "Name",
                        "Nickname",
                        "Profile image",
                        "E-mail",
                        "Gender",
                        "Birthday",
                        "Birth year",
                        "Age",
                        "Mobile")
                : List.of("이름", "별명", "프로필 사진", "이메일 주소", "성별", "생일", "출생연도", "연령대", "휴대전화번호");
        return Response.html(
                200, new ConsentPage(Reports.frame(english)).of(Reports.cast(naver, english), items, Optional.empty()));
    }
}
