package dev.daemun.standins.google;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Google's discovery document. */
final class Discovery {
    private Discovery() {}

    static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", Google.ISSUER);
        document.put("authorization_endpoint", "https://accounts.google.com/o/oauth2/v2/auth");
        document.put("token_endpoint", "https://oauth2.googleapis.com/token");
        document.put("userinfo_endpoint", "https://openidconnect.googleapis.com/v1/userinfo");
        document.put("revocation_endpoint", "https://oauth2.googleapis.com/revoke");
        document.put("jwks_uri", "https://www.googleapis.com/oauth2/v3/certs");
        document.put("response_types_supported", List.of("code"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("scopes_supported", List.of("openid", "email", "profile"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post", "client_secret_basic"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
        return document;
    }
}
