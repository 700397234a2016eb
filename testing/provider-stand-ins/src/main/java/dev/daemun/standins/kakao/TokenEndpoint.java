package dev.daemun.standins.kakao;

import dev.daemun.standins.web.Parameters;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /oauth/token}. Like Kakao's, it reads credentials from the body only. */
final class TokenEndpoint {
    private static final Duration ROTATION = Duration.ofDays(30);

    private final Kakao kakao;
    private final IdTokens idTokens;

    TokenEndpoint(Kakao kakao) {
        this.kakao = kakao;
        this.idTokens = new IdTokens(kakao);
    }

    Response answer(Request request) {
        Parameters form = request.form();
        KakaoApp app = authenticate(form);
        return switch (form.get("grant_type").orElse("")) {
            case "authorization_code" -> exchange(app, form);
            case "refresh_token" -> refresh(app, form);
            default -> throw refused(400, "unsupported_grant_type", "Unsupported grant type.", "KOE001");
        };
    }

    private KakaoApp authenticate(Parameters form) {
        Optional<String> clientId = form.get("client_id");
        KakaoApp app = kakao.app(clientId)
                .orElseThrow(() -> refused(
                        401, "invalid_client", "Not exist client_id [" + clientId.orElse(null) + "]", "KOE101"));
        if (form.get("client_secret").filter(app.clientSecret()::equals).isEmpty()) {
            throw refused(401, "invalid_client", "Bad client credentials", "KOE010");
        }
        return app;
    }

    private Response exchange(KakaoApp app, Parameters form) {
        String value = form.get("code").orElse("");
        Code code = kakao.tokens()
                .useCode(value)
                .filter(found -> found.grant().restApiKey().equals(app.restApiKey()))
                .orElseThrow(() ->
                        refused(400, "invalid_grant", "authorization code not found for code=" + value, "KOE320"));
        if (form.get("redirect_uri").filter(code.redirectUri()::equals).isEmpty()) {
            throw refused(400, "invalid_grant", "Redirect URI mismatch.", "KOE303");
        }
        // Kakao documents no error for a wrong verifier. This answers as for a code that does not exist.
        if (code.challenge().isPresent() && !code.challenge().get().matches(form.get("code_verifier"))) {
            throw refused(400, "invalid_grant", "authorization code not found for code=" + value, "KOE320");
        }
        Instant now = kakao.tokens().now();
        IssuedToken access = kakao.tokens().issueAccess(code.grant(), now);
        IssuedToken refresh = kakao.tokens().issueRefresh(code.grant(), now);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token_type", "bearer");
        answer.put("access_token", access.value());
        idToken(access).ifPresent(token -> answer.put("id_token", token));
        answer.put("expires_in", access.expiresIn(now));
        answer.put("refresh_token", refresh.value());
        answer.put("refresh_token_expires_in", refresh.expiresIn(now));
        String scope = String.join(" ", new Profile(kakao, app, code.grant().userId()).scopes(code.grant()));
        if (!scope.isEmpty()) {
            answer.put("scope", scope);
        }
        return Response.json(200, answer);
    }

    private Response refresh(KakaoApp app, Parameters form) {
        String value = form.get("refresh_token")
                .orElseThrow(() -> refused(400, "invalid_grant", "refresh token not found.", "KOE319"));
        IssuedToken used = kakao.tokens()
                .findRefresh(value)
                .filter(found -> found.grant().restApiKey().equals(app.restApiKey()))
                .orElseThrow(() -> refused(400, "invalid_grant", "expired_or_invalid_refresh_token", "KOE322"));
        Instant now = kakao.tokens().now();
        IssuedToken access = kakao.tokens().issueAccess(used.grant(), now);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", access.value());
        answer.put("token_type", "bearer");
        if (used.expiresAt().isBefore(now.plus(ROTATION))) {
            kakao.tokens().dropRefresh(used);
            IssuedToken fresh = kakao.tokens().issueRefresh(used.grant(), now);
            answer.put("refresh_token", fresh.value());
            answer.put("refresh_token_expires_in", fresh.expiresIn(now));
        }
        idToken(access).ifPresent(token -> answer.put("id_token", token));
        answer.put("expires_in", access.expiresIn(now));
        return Response.json(200, answer);
    }

    private Optional<String> idToken(IssuedToken access) {
        return access.grant().idToken() ? Optional.of(idTokens.issue(access)) : Optional.empty();
    }

    static Refusal refused(int status, String error, String description, String code) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", error);
        answer.put("error_description", description);
        answer.put("error_code", code);
        return new Refusal(Response.json(status, answer));
    }
}
