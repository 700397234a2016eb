package dev.daemun.standins.kakao;

import dev.daemun.standins.page.ConsentPage;
import dev.daemun.standins.page.Person;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /oauth/authorize}, with one page instead of Kakao's sign-in and consent screens. */
final class Authorization {
    private static final String SESSION = "stand_in_kakao_account";

    private final Kakao kakao;

    Authorization(Kakao kakao) {
        this.kakao = kakao;
    }

    Response start(Request request) {
        AuthorizationRequest asked = AuthorizationRequest.read(kakao, request);
        Optional<Long> preset = kakao.signedIn().get();
        Optional<Long> user =
                preset.or(() -> request.cookie(SESSION).map(Long::valueOf)).filter(kakao.users()::containsKey);
        boolean agreed = user.filter(id -> hasAgreed(asked, id)).isPresent();
        if (asked.prompts().contains("none")) {
            if (user.isEmpty()) {
                return asked.fail("login_required", "user login required.");
            }
            return agreed ? succeed(asked, user.get()) : asked.fail("consent_required", "user consent required.");
        }
        if (preset.isPresent() && user.isPresent()) {
            return agree(asked, user.get());
        }
        boolean ask = asked.prompts().contains("login") || asked.prompts().contains("select_account");
        return agreed && !ask ? succeed(asked, user.get()) : page(asked, request);
    }

    Response decide(Request request) {
        AuthorizationRequest asked = AuthorizationRequest.read(kakao, request);
        if (request.form().get("decision").filter("agree"::equals).isEmpty()) {
            return asked.fail("access_denied", "User denied access");
        }
        Optional<Long> user = request.form().get("user").map(Long::valueOf).filter(kakao.users()::containsKey);
        if (user.isEmpty()) {
            return page(asked, request);
        }
        Response answer = agree(asked, user.get());
        return request.form().get("remember").isPresent()
                ? answer.with("Set-Cookie", SESSION + "=" + user.get() + "; Path=/; HttpOnly; SameSite=Lax")
                : answer;
    }

    Response logout(Request request) {
        ErrorPage page = new ErrorPage(request.wantsEnglish());
        KakaoApp app = kakao.app(request.query().get("client_id"))
                .orElseThrow(() -> page.refusal("KOE101", "Not exist client_id"));
        String target = request.query()
                .get("logout_redirect_uri")
                .filter(app.logoutRedirectUris()::contains)
                .orElseThrow(() -> page.refusal("KOE007", "Logout redirect URI is not registered."));
        String state =
                request.query().get("state").map(value -> "?state=" + value).orElse("");
        return Response.redirect(target + state)
                .with("Set-Cookie", SESSION + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    private boolean hasAgreed(AuthorizationRequest asked, long userId) {
        return kakao.links()
                .find(asked.app(), userId)
                .filter(link -> missing(asked, userId, link).isEmpty())
                .isPresent();
    }

    /** The consent items of the request that the user has not agreed to yet, without those that the user always declines. */
    private Set<String> missing(AuthorizationRequest asked, long userId, Link link) {
        Set<String> declines = kakao.user(userId).declines();
        return asked.items().stream()
                .filter(item -> !link.agreed().contains(item) && !declines.contains(item))
                .collect(Collectors.toSet());
    }

    private Response agree(AuthorizationRequest asked, long userId) {
        Set<String> agreed = asked.items();
        agreed.removeAll(kakao.user(userId).declines());
        kakao.links().connect(asked.app(), userId, agreed);
        return succeed(asked, userId);
    }

    private Response succeed(AuthorizationRequest asked, long userId) {
        Grant grant = new Grant(
                asked.app().restApiKey(),
                userId,
                asked.idToken(),
                asked.nonce(),
                kakao.tokens().now());
        return asked.succeed(kakao.tokens().code(grant, asked.redirectUri(), asked.challenge()));
    }

    static List<Person> cast(Kakao kakao, boolean english) {
        return kakao.users().values().stream()
                .map(user -> new Person(
                        Long.toString(user.id()),
                        user.nickname().orElse("—"),
                        user.text("email"),
                        english ? user.title() : user.titleKo()))
                .toList();
    }

    private Response page(AuthorizationRequest asked, Request request) {
        boolean english = request.wantsEnglish();
        List<Person> cast = cast(kakao, english);
        List<String> items = asked.items().stream()
                .flatMap(scope -> ConsentItem.ofScope(scope).stream())
                .map(item -> english ? item.displayName() : item.displayNameKo())
                .toList();
        return Response.html(
                200,
                new ConsentPage(Reports.frame(english))
                        .of(cast, items, request.query().get("login_hint")));
    }
}
