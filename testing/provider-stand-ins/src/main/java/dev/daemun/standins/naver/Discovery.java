package dev.daemun.standins.naver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Naver's discovery document. */
final class Discovery {
    private Discovery() {}

    static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", Naver.ISSUER);
        document.put("authorization_endpoint", "https://nid.naver.com/oauth2/authorize");
        document.put("token_endpoint", "https://nid.naver.com/oauth2/token");
        document.put("userinfo_endpoint", "https://openapi.naver.com/v1/nid/me");
        document.put("jwks_uri", "https://nid.naver.com/oauth2/jwks");
        document.put("revocation_endpoint", "https://nid.naver.com/oauth2.0/revoke");
        document.put("response_types_supported", List.of("code"));
        document.put("subject_types_supported", List.of("pairwise"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("scopes_supported", List.of("openid", "profile"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post", "none"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        return document;
    }
}
