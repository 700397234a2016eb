package dev.daemun.standins.kakao;

import java.util.Set;

/**
 * An app of Kakao's developer console, with one REST API key.
 *
 * @param restApiKey what is called {@code client_id} at the endpoints
 * @param oidc whether OpenID Connect is switched on; then ID tokens are issued without being asked for
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
