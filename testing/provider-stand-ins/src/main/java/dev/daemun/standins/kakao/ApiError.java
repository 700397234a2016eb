package dev.daemun.standins.kakao;

import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** The error answers of kapi.kakao.com. */
final class ApiError {
    private ApiError() {}

    static Refusal invalidToken() {
        return new Refusal(Response.json(401, body("this access token does not exist", -401))
                .with("WWW-Authenticate", "Bearer error=invalid_token"));
    }

    static Refusal wrongAdminKey() {
        return new Refusal(Response.json(401, body("wrong appKey format", -401)));
    }

    static Refusal badParameter(String name) {
        return new Refusal(Response.json(400, body("invalid parameter: " + name, -2)));
    }

    static Refusal notLinked() {
        return new Refusal(Response.json(400, body("NotRegisteredUserException", -101)));
    }

    static Refusal underFourteen() {
        return new Refusal(Response.json(401, body("under 14 years old", -406)));
    }

    static Refusal unknownPropertyKey() {
        return new Refusal(Response.json(400, body("unknown property key", -201)));
    }

    static Refusal insufficientScopes(String apiType, java.util.Set<String> required, java.util.Set<String> allowed) {
        Map<String, Object> body = body("insufficient scopes.", -402);
        body.put("api_type", apiType);
        body.put("required_scopes", required);
        body.put("allowed_scopes", allowed);
        return new Refusal(Response.json(403, body));
    }

    private static Map<String, Object> body(String message, int code) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("msg", message);
        body.put("code", code);
        return body;
    }
}
