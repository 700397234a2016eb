package dev.daemun.standins.naver;

import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code /oauth2.0/revoke} (RFC 7009): ends the pair of tokens, and the entry among the person's connected services. 200 without a body, also for
 * a token that it does not know.
 */
record Revocation(Naver naver) {
    Response answer(Request request) {
        NaverApp app = TokenEndpoint.authenticated(naver, request);
        Optional<String> token = request.form().get("token");
        if (token.isEmpty()) {
            return Response.json(400, TokenEndpoint.error("invalid_request", "token is missing"));
        }
        Stream.of(naver.accessTokens, naver.refreshTokens)
                .flatMap(tokens -> Optional.ofNullable(tokens.get(token.get())).stream())
                .filter(grant -> grant.app().clientId().equals(app.clientId()))
                .findFirst()
                .ifPresent(grant -> naver.unlink(app, grant.userId()));
        return new Response(200, Map.of(), "");
    }
}
