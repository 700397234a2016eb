package dev.daemun.standins.google;

import dev.daemun.standins.jose.CodeChallenge;
import dev.daemun.standins.page.ConsentPage;
import dev.daemun.standins.page.Page;
import dev.daemun.standins.page.Person;
import dev.daemun.standins.web.Parameters;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /o/oauth2/v2/auth}, with one page instead of Google's account chooser and consent screen. */
final class Authorization {
    private static final Duration CODE = Duration.ofMinutes(10);

    private final Google google;

    Authorization(Google google) {
        this.google = google;
    }

    Response start(Request request) {
        GoogleClient client = check(request);
        String user = google.signedIn.get();
        if (request.query().list("prompt").contains("none") && user == null) {
            return back(request, Map.of("error", "interaction_required"));
        }
        return user == null ? page(request) : succeed(client, google.user(user), request);
    }

    Response decide(Request request) {
        GoogleClient client = check(request);
        if (request.form().get("decision").filter("agree"::equals).isEmpty()) {
            return back(request, Map.of("error", "access_denied"));
        }
        return request.form()
                .get("user")
                .map(google.users::get)
                .map(user -> succeed(client, user, request))
                .orElseGet(() -> page(request));
    }

    private GoogleClient check(Request request) {
        Parameters query = request.query();
        GoogleClient client =
                query.get("client_id").map(google.clients::get).orElseThrow(() -> mistake(request, "invalid_client"));
        if (query.get("redirect_uri").filter(client.redirectUris()::contains).isEmpty()) {
            throw mistake(request, "redirect_uri_mismatch");
        }
        if (query.get("response_type").filter("code"::equals).isEmpty()
                || query.list("scope").isEmpty()) {
            throw mistake(request, "invalid_request");
        }
        return client;
    }

    /** Like Google, shows an error page for such mistakes, and does not redirect the browser to the client. */
    private static Refusal mistake(Request request, String error) {
        Page page = frame(request);
        return new Refusal(Response.html(400, page.around("Error 400: " + error, "")));
    }

    private Response succeed(GoogleClient client, GoogleUser user, Request request) {
        Parameters query = request.query();
        Grant grant = new Grant(
                client.clientId(),
                user.sub(),
                query.get("redirect_uri").orElseThrow(),
                query.list("scope"),
                query.get("nonce"),
                query.get("code_challenge").map(CodeChallenge::new),
                query.get("access_type").filter("offline"::equals).isPresent(),
                google.now().plus(CODE));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", Google.keep(google.codes, "4/", grant));
        answer.put("scope", Scopes.granted(grant));
        answer.put("authuser", "0");
        user.hostedDomain().ifPresent(domain -> answer.put("hd", domain));
        answer.put("prompt", query.get("prompt").orElse("none"));
        return back(request, answer);
    }

    /** Redirects to the client. Google names the issuer in every such answer (RFC 9207). */
    private static Response back(Request request, Map<String, String> answer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        request.query().get("state").ifPresent(state -> parameters.put("state", state));
        parameters.put("iss", Google.ISSUER);
        parameters.putAll(answer);
        String target = request.query().get("redirect_uri").orElseThrow();
        return Response.redirect(target + (target.contains("?") ? "&" : "?") + new Parameters(parameters).encoded());
    }

    private Response page(Request request) {
        boolean english = request.wantsEnglish();
        List<Person> cast = Reports.cast(google, english);
        List<String> items = new ArrayList<>(request.query().list("scope"));
        return Response.html(
                200,
                new ConsentPage(frame(request)).of(cast, items, request.query().get("login_hint")));
    }

    private static Page frame(Request request) {
        return Reports.frame(request.wantsEnglish());
    }
}
