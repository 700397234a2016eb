package dev.daemun.standins.google;

import dev.daemun.standins.web.Parameters;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code oauth2.googleapis.com/token}. Clients send their credentials in the body or as Basic (RFC 6749 section 2.3.1). */
final class TokenEndpoint {
    private static final Duration ACCESS = Duration.ofHours(1);
    private static final Duration REFRESH = Duration.ofDays(180);

    private final Google google;
    private final IdTokens idTokens;

    TokenEndpoint(Google google) {
        this.google = google;
        this.idTokens = new IdTokens(google);
    }

    Response answer(Request request) {
        GoogleClient client = authenticate(request);
        return switch (request.form().get("grant_type").orElse("")) {
            case "authorization_code" -> exchange(client, request.form());
            case "refresh_token" -> refresh(client, request.form());
            default -> throw refused(400, "unsupported_grant_type", "Invalid grant_type.");
        };
    }

    Response revoke(Request request) {
        String token = request.parameter("token").orElse("");
        Grant access = google.accessTokens.remove(token);
        Grant refresh = google.refreshTokens.remove(token);
        if (access == null && refresh == null) {
            throw refused(400, "invalid_token", "Token expired or revoked");
        }
        return Response.json(200, Map.of());
    }

    private GoogleClient authenticate(Request request) {
        Optional<String[]> basic = request.authorization("Basic")
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2));
        Optional<String> id = basic.map(pair -> pair[0]).or(() -> request.form().get("client_id"));
        Optional<String> secret =
                basic.map(pair -> pair[pair.length - 1]).or(() -> request.form().get("client_secret"));
        GoogleClient client = id.map(google.clients::get)
                .orElseThrow(() -> refused(401, "invalid_client", "The OAuth client was not found."));
        if (secret.filter(client.clientSecret()::equals).isEmpty()) {
            throw refused(401, "invalid_client", "Unauthorized");
        }
        return client;
    }

    private Response exchange(GoogleClient client, Parameters form) {
        Grant grant = google.alive(google.codes.remove(form.get("code").orElse("")))
                .filter(found -> found.clientId().equals(client.clientId()))
                .orElseThrow(() -> refused(400, "invalid_grant", "Malformed auth code."));
        if (form.get("redirect_uri").filter(grant.redirectUri()::equals).isEmpty()) {
            throw refused(400, "redirect_uri_mismatch", "Bad Request");
        }
        if (grant.challenge().isPresent() && !grant.challenge().get().matches(form.get("code_verifier"))) {
            throw refused(400, "invalid_grant", "Invalid code verifier.");
        }
        Map<String, Object> answer = tokens(grant);
        if (grant.offline()) {
            Grant kept = grant.until(google.now().plus(REFRESH));
            answer.put("refresh_token", Google.keep(google.refreshTokens, "1//", kept));
        }
        return Response.json(200, answer);
    }

    private Response refresh(GoogleClient client, Parameters form) {
        Grant grant = google.alive(
                        google.refreshTokens.get(form.get("refresh_token").orElse("")))
                .filter(found -> found.clientId().equals(client.clientId()))
                .orElseThrow(() -> refused(400, "invalid_grant", "Bad Request"));
        return Response.json(200, tokens(grant));
    }

    private Map<String, Object> tokens(Grant grant) {
        String access = Google.keep(
                google.accessTokens, "ya29.", grant.until(google.now().plus(ACCESS)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", access);
        answer.put("expires_in", 3599);
        answer.put("scope", Scopes.granted(grant));
        answer.put("token_type", "Bearer");
        if (grant.scopes().contains("openid")) {
            answer.put("id_token", idTokens.issue(grant, access));
        }
        return answer;
    }

    private static Refusal refused(int status, String error, String description) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", error);
        answer.put("error_description", description);
        return new Refusal(Response.json(status, answer));
    }
}
