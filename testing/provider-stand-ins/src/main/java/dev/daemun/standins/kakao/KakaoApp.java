package dev.daemun.standins.kakao;

import java.util.Set;

/**
 * An app of Kakao's developer console, with one REST API key.
 *
 * @param restApiKey the {@code client_id} of its requests
 * @param oidc whether OpenID Connect is switched on; if so, ID tokens are issued even without the scope {@code openid}
 * @param consentItems ids of the configured items, such as {@code account_email}; any other scope is refused with
 *     KOE205
 */
public record KakaoApp(
        long appId,
        String restApiKey,
        String clientSecret,
        String adminKey,
        boolean oidc,
        Set<String> consentItems,
        Set<String> redirectUris,
        Set<String> logoutRedirectUris) {
    /** Whether a scope may be asked for. */
    boolean allows(String scope) {
        return scope.equals("openid") ? oidc : consentItems.contains(scope);
    }
}
