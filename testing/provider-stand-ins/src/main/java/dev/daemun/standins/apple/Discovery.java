package dev.daemun.standins.apple;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Apple's discovery document. */
final class Discovery {
    private Discovery() {}

    static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", Apple.ISSUER);
        document.put("authorization_endpoint", Apple.ISSUER + "/auth/authorize");
        document.put("token_endpoint", Apple.ISSUER + "/auth/token");
        document.put("revocation_endpoint", Apple.ISSUER + "/auth/revoke");
        document.put("jwks_uri", Apple.ISSUER + "/auth/keys");
        document.put("response_types_supported", List.of("code"));
        document.put("response_modes_supported", List.of("query", "fragment", "form_post"));
        document.put("subject_types_supported", List.of("pairwise"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("scopes_supported", List.of("openid", "email", "name"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        document.put(
                "claims_supported",
                List.of(
                        "aud",
                        "email",
                        "email_verified",
                        "exp",
                        "iat",
                        "is_private_email",
                        "iss",
                        "nonce",
                        "nonce_supported",
                        "real_user_status",
                        "sub",
                        "transfer_sub"));
        return document;
    }
}
