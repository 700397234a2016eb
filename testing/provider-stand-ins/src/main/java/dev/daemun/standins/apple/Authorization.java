package dev.daemun.standins.apple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.standins.apple.Apple.Consent;
import dev.daemun.standins.page.ConsentPage;
import dev.daemun.standins.page.Page;
import dev.daemun.standins.web.Parameters;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /auth/authorize}, with one page instead of Apple's sign-in and consent. */
final class Authorization {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CODE = Duration.ofMinutes(5);
    private static final Set<String> ASKED_OF_THE_PERSON = Set.of("name", "email");

    private final Apple apple;
    private final IdTokens idTokens;

    Authorization(Apple apple) {
        this.apple = apple;
        this.idTokens = new IdTokens(apple);
    }

    Response start(Request request) {
        AppleClient client = check(request);
        String user = apple.signedIn.get();
        return user == null ? page(request) : succeed(client, apple.user(user), request);
    }

    Response decide(Request request) {
        AppleClient client = check(request);
        if (request.form().get("decision").filter("agree"::equals).isEmpty()) {
            return back(request, Map.of("error", "user_cancelled_authorize"));
        }
        return request.form()
                .get("user")
                .map(apple.users::get)
                .map(user -> succeed(client, user, request))
                .orElseGet(() -> page(request));
    }

    private AppleClient check(Request request) {
        Parameters query = request.query();
        AppleClient client = query.get("client_id")
                .map(apple.clients::get)
                .orElseThrow(() -> mistake(request, "invalid_client", "Invalid client id or web redirect url."));
        if (query.get("redirect_uri").filter(client.redirectUris()::contains).isEmpty()) {
            throw mistake(request, "invalid_request", "Invalid client id or web redirect url.");
        }
        Set<String> types = query.list("response_type");
        if (!types.contains("code") || !Set.of("code", "id_token").containsAll(types)) {
            throw mistake(request, "unsupported_response_type", "Invalid response_type.");
        }
        String mode = query.get("response_mode").orElse("query");
        boolean asksThePerson = query.list("scope").stream().anyMatch(ASKED_OF_THE_PERSON::contains);
        if (asksThePerson && !mode.equals("form_post")) {
            throw mistake(
                    request,
                    "invalid_request",
                    "response_mode must be form_post when name or email scope is requested.");
        }
        if (types.contains("id_token") && mode.equals("query")) {
            throw mistake(request, "invalid_request", "response_mode must be fragment or form_post.");
        }
        return client;
    }

    /** Like Apple, shows a page for such mistakes, and does not send the browser back. */
    private static Refusal mistake(Request request, String error, String description) {
        Page page = Reports.frame(request.wantsEnglish());
        return new Refusal(Response.html(400, page.around(error, "<p>" + description + "</p>")));
    }

    private Response succeed(AppleClient client, AppleUser user, Request request) {
        Parameters query = request.query();
        Grant grant = new Grant(
                client.clientId(),
                user.sub(),
                query.get("redirect_uri").orElseThrow(),
                query.list("scope"),
                query.get("nonce"),
                apple.now(),
                apple.now().plus(CODE));
        Map<String, String> answer = new LinkedHashMap<>();
        String code = Apple.keep(apple.codes, "c", grant);
        answer.put("code", code);
        if (query.list("response_type").contains("id_token")) {
            answer.put("id_token", idTokens.withCode(grant, code));
        }
        boolean isFirst = apple.consents.add(new Consent(client.clientId(), user.sub()));
        if (isFirst && grant.scopes().stream().anyMatch(ASKED_OF_THE_PERSON::contains)) {
            answer.put("user", firstConsent(grant, user));
        }
        return back(request, answer);
    }

    /** The form field {@code user}, which comes only once. */
    private static String firstConsent(Grant grant, AppleUser user) {
        Map<String, Object> member = new LinkedHashMap<>();
        if (grant.scopes().contains("name") && !user.firstName().isEmpty()) {
            Map<String, String> name = new LinkedHashMap<>();
            name.put("firstName", user.firstName());
            name.put("lastName", user.lastName());
            member.put("name", name);
        }
        if (grant.scopes().contains("email")) {
            user.email().ifPresent(email -> member.put("email", email));
        }
        try {
            return JSON.writeValueAsString(member);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response back(Request request, Map<String, String> answer) {
        Map<String, String> fields = new LinkedHashMap<>();
        request.query().get("state").ifPresent(state -> fields.put("state", state));
        fields.putAll(answer);
        String target = request.query().get("redirect_uri").orElseThrow();
        boolean isForm =
                request.query().get("response_mode").filter("form_post"::equals).isPresent();
        return isForm
                ? FormPost.of(target, fields)
                : Response.redirect(target + (target.contains("?") ? "&" : "?") + new Parameters(fields).encoded());
    }

    private Response page(Request request) {
        boolean english = request.wantsEnglish();
        Optional<String> hint = request.query().get("login_hint");
        return Response.html(
                200,
                new ConsentPage(Reports.frame(english))
                        .of(
                                Reports.cast(apple, english),
                                new ArrayList<>(request.query().list("scope")),
                                hint));
    }
}
