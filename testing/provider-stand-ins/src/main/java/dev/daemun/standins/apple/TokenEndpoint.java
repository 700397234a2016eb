package dev.daemun.standins.apple;

import dev.daemun.standins.apple.Apple.Consent;
import dev.daemun.standins.web.Parameters;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** {@code /auth/token} and {@code /auth/revoke}. */
final class TokenEndpoint {
    private static final Duration ACCESS = Duration.ofHours(1);
    private static final Duration REFRESH = Duration.ofDays(3650);

    private final Apple apple;
    private final ClientSecrets secrets;
    private final IdTokens idTokens;

    TokenEndpoint(Apple apple) {
        this.apple = apple;
        this.secrets = new ClientSecrets(apple);
        this.idTokens = new IdTokens(apple);
    }

    Response answer(Request request) {
        AppleClient client = secrets.check(request.form());
        return switch (request.form().get("grant_type").orElse("")) {
            case "authorization_code" -> exchange(client, request.form());
            case "refresh_token" -> refresh(client, request.form());
            default -> throw new Refusal(Response.json(400, Map.of("error", "unsupported_grant_type")));
        };
    }

    /** Ends the person's consent. A token that is unknown is none that could be used (RFC 7009 section 2.2). */
    Response revoke(Request request) {
        AppleClient client = secrets.check(request.form());
        String token = request.form()
                .get("token")
                .orElseThrow(() -> new Refusal(Response.json(400, Map.of("error", "invalid_request"))));
        Stream.of(apple.refreshTokens, apple.accessTokens)
                .map(tokens -> tokens.get(token))
                .filter(grant -> grant != null && grant.clientId().equals(client.clientId()))
                .findFirst()
                .ifPresent(grant -> apple.revoke(new Consent(grant.clientId(), grant.sub())));
        return new Response(200, Map.of(), "");
    }

    private Response exchange(AppleClient client, Parameters form) {
        Grant grant = apple.alive(apple.codes.remove(form.get("code").orElse("")))
                .filter(found -> found.clientId().equals(client.clientId()))
                .orElseThrow(() -> refused("The code has expired or has been revoked."));
        if (form.get("redirect_uri").filter(grant.redirectUri()::equals).isEmpty()) {
            throw refused("redirect_uri mismatch. The redirect_uri does not match the initial request.");
        }
        Map<String, Object> answer = tokens(grant);
        answer.put(
                "refresh_token",
                Apple.keep(apple.refreshTokens, "r", grant.until(apple.now().plus(REFRESH))));
        return Response.json(200, answer);
    }

    private Response refresh(AppleClient client, Parameters form) {
        Grant grant = apple.alive(
                        apple.refreshTokens.get(form.get("refresh_token").orElse("")))
                .filter(found -> found.clientId().equals(client.clientId()))
                .orElseThrow(() -> refused("The token has expired or has been revoked."));
        return Response.json(200, tokens(grant));
    }

    private Map<String, Object> tokens(Grant grant) {
        String access =
                Apple.keep(apple.accessTokens, "a", grant.until(apple.now().plus(ACCESS)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", access);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", 3600);
        answer.put("id_token", idTokens.withAccessToken(grant, access));
        return answer;
    }

    private static Refusal refused(String description) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", "invalid_grant");
        answer.put("error_description", description);
        return new Refusal(Response.json(400, answer));
    }
}
