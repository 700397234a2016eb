package dev.daemun.standins.kakao;

import dev.daemun.standins.jose.CodeChallenge;
import dev.daemun.standins.web.Parameters;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An authorization request that has passed all checks. */
record AuthorizationRequest(
        KakaoApp app,
        String redirectUri,
        Set<String> scopes,
        Set<String> prompts,
        Optional<String> state,
        Optional<String> nonce,
        Optional<CodeChallenge> challenge) {
    private static final Set<String> PROMPTS = Set.of("login", "none", "create", "select_account");

    /** Checks a request. If something is wrong the browser gets Kakao's error page and is not redirected to the app. */
    static AuthorizationRequest read(Kakao kakao, Request request) {
        Parameters query = request.query();
        ErrorPage page = new ErrorPage(request.wantsEnglish());
        KakaoApp app = kakao.app(query.get("client_id"))
                .orElseThrow(() -> page.refusal(
                        "KOE101",
                        "Not exist client_id [" + query.get("client_id").orElse(null) + "]"));
        String redirectUri = query.get("redirect_uri")
                .filter(app.redirectUris()::contains)
                .orElseThrow(() -> page.refusal("KOE006", "Redirect URI is not registered."));
        String responseType = query.get("response_type").orElse("");
        if (!responseType.equals("code")) {
            throw page.refusal("KOE201", "Unsupported response type: " + responseType);
        }
        Set<String> prompts = query.list("prompt");
        if (!PROMPTS.containsAll(prompts)) {
            throw page.refusal("KOE001", "Invalid prompt.");
        }
        return new AuthorizationRequest(
                app,
                redirectUri,
                scopes(app, query.list("scope"), page),
                prompts,
                query.get("state"),
                query.get("nonce"),
                challenge(query, page));
    }

    private static Set<String> scopes(KakaoApp app, Set<String> asked, ErrorPage page) {
        String refused = asked.stream().filter(scope -> !app.allows(scope)).collect(Collectors.joining(","));
        if (!refused.isEmpty()) {
            throw page.refusal("KOE205", "Invalid scope: " + refused);
        }
        if (!asked.isEmpty()) {
            return asked;
        }
        Set<String> configured = new LinkedHashSet<>(app.consentItems());
        if (app.oidc()) {
            configured.add("openid");
        }
        return configured;
    }

    private static Optional<CodeChallenge> challenge(Parameters query, ErrorPage page) {
        Optional<CodeChallenge> challenge = query.get("code_challenge").map(CodeChallenge::new);
        if (challenge.isPresent()
                && query.get("code_challenge_method").filter("S256"::equals).isEmpty()) {
            throw page.refusal("KOE001", "Only S256 is supported.");
        }
        return challenge;
    }

    boolean idToken() {
        return scopes.contains("openid");
    }

    /** The scopes that the user is asked to agree to. */
    Set<String> items() {
        return scopes.stream()
                .filter(scope -> !scope.equals("openid"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Response succeed(String code) {
        return back(Map.of("code", code));
    }

    Response fail(String error, String description) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", error);
        answer.put("error_description", description);
        return back(answer);
    }

    private Response back(Map<String, String> answer) {
        Map<String, String> parameters = new LinkedHashMap<>(answer);
        state.ifPresent(value -> parameters.put("state", value));
        String separator = redirectUri.contains("?") ? "&" : "?";
        return Response.redirect(redirectUri + separator + new Parameters(parameters).encoded());
    }
}
