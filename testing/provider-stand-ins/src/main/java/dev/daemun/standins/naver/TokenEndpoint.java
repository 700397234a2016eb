package dev.daemun.standins.naver;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code /oauth2.0/token}, which answers most errors with 200, and {@code /oauth2/token} of OpenID Connect, which answers them with 400. Both take
 * the credentials in the form or the query, and no HTTP Basic.
 */
record TokenEndpoint(Naver naver, boolean openIdConnect) {
    private static final Duration ACCESS = Duration.ofHours(1);
    private static final Duration REFRESH = Duration.ofDays(365);

    Response answer(Request request) {
        NaverApp app = authenticated(naver, request);
        return switch (request.parameter("grant_type").orElse("")) {
            case "authorization_code" -> exchange(app, request);
            case "refresh_token" -> refresh(app, request);
            case "delete" -> delete(app, request);
            default -> throw refused("unsupported_grant_type", "unsupported grant type");
        };
    }

    static NaverApp authenticated(Naver naver, Request request) {
        return request.parameter("client_id")
                .map(naver.apps::get)
                .filter(app -> request.parameter("client_secret")
                        .filter(app.clientSecret()::equals)
                        .isPresent())
                .orElseThrow(() -> new Refusal(
                        Response.json(401, error("invalid_client", "wrong client id / client secret pair"))));
    }

    private Response exchange(NaverApp app, Request request) {
        Grant grant = request.parameter("code")
                .map(naver.codes::remove)
                .flatMap(naver::alive)
                .filter(found ->
                        found.app().clientId().equals(app.clientId()) && found.openIdConnect() == openIdConnect)
                .orElseThrow(() -> refused("invalid_request", "no valid data in session"));
        if (request.parameter("state").filter(grant.state()::equals).isEmpty()) {
            throw refused("invalid_request", "wrong state");
        }
        if (grant.challenge().isPresent() && !grant.challenge().get().matches(request.parameter("code_verifier"))) {
            throw refused("invalid_grant", "wrong code_verifier");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "access_token",
                Naver.keep(naver.accessTokens, "AAAA", grant.until(naver.now().plus(ACCESS))));
        answer.put(
                "refresh_token",
                Naver.keep(naver.refreshTokens, "", grant.until(naver.now().plus(REFRESH))));
        return tokens(answer, openIdConnect ? Optional.of(idToken(grant)) : Optional.empty());
    }

    /** No refresh token comes with it: the old one goes on. */
    private Response refresh(NaverApp app, Request request) {
        Grant grant = request.parameter("refresh_token")
                .map(naver.refreshTokens::get)
                .flatMap(naver::alive)
                .filter(found ->
                        found.app().clientId().equals(app.clientId()) && found.openIdConnect() == openIdConnect)
                .orElseThrow(() -> refused("invalid_grant", "invalid refresh_token"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "access_token",
                Naver.keep(naver.accessTokens, "AAAA", grant.until(naver.now().plus(ACCESS))));
        return tokens(answer, Optional.empty());
    }

    /** The older way to end a grant, which leaves the app among the person's connected services. */
    private Response delete(NaverApp app, Request request) {
        String token = request.parameter("access_token").orElse("");
        Grant grant = Optional.ofNullable(naver.accessTokens.remove(token))
                .filter(found -> found.app().clientId().equals(app.clientId()))
                .orElseThrow(() -> refused("invalid_request", "invalid access_token"));
        naver.refreshTokens.values().removeIf(other -> other.number().equals(grant.number()));
        return Response.json(200, Map.of("access_token", token, "result", "success"));
    }

    private static Response tokens(Map<String, Object> answer, Optional<String> idToken) {
        answer.put("token_type", "bearer");
        answer.put("expires_in", Long.toString(ACCESS.toSeconds()));
        idToken.ifPresent(token -> answer.put("id_token", token));
        return Response.json(200, answer);
    }

    private String idToken(Grant grant) {
        return naver.keys.sign(
                "JWT",
                new JWTClaimsSet.Builder()
                        .issuer(Naver.ISSUER)
                        .audience(grant.app().clientId())
                        .subject(subject(grant))
                        .issueTime(Date.from(naver.now()))
                        .expirationTime(Date.from(naver.now().plus(ACCESS)))
                        .build());
    }

    /** Pairwise by the documentation, which does not say that it is the id of the profile; here it is another one. */
    private static String subject(Grant grant) {
        return UUID.nameUUIDFromBytes((grant.app().clientId() + " " + grant.userId()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Refusal refused(String error, String description) {
        return new Refusal(Response.json(openIdConnect ? 400 : 200, error(error, description)));
    }

    static Map<String, Object> error(String error, String description) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", error);
        answer.put("error_description", description);
        return answer;
    }
}
