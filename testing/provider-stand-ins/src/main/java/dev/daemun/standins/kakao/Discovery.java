package dev.daemun.standins.kakao;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kakao's discovery document, without the members that the real one does not have either. */
final class Discovery {
    private Discovery() {}

    static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", Kakao.ISSUER);
        document.put("authorization_endpoint", "https://kauth.kakao.com/oauth/authorize");
        document.put("token_endpoint", "https://kauth.kakao.com/oauth/token");
        document.put("userinfo_endpoint", "https://kapi.kakao.com/v1/oidc/userinfo");
        document.put("jwks_uri", "https://kauth.kakao.com/.well-known/jwks.json");
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("request_uri_parameter_supported", false);
        document.put("response_types_supported", List.of("code"));
        document.put("response_modes_supported", List.of("query"));
        document.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put(
                "claims_supported",
                List.of("iss", "aud", "sub", "auth_time", "exp", "iat", "nonce", "nickname", "picture", "email"));
        return document;
    }

    static Map<String, Object> sharedSignals() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", Kakao.ISSUER);
        document.put("jwks_uri", "https://kauth.kakao.com/.well-known/jwks.json");
        document.put(
                "delivery_methods_supported", List.of("https://schemas.openid.net/secevent/risc/delivery-method/push"));
        return document;
    }
}
