package dev.daemun.standins.naver;

import java.util.Set;

/**
 * An application, as it is registered in Naver's console.
 *
 * @param openIdConnect whether OpenID Connect is on for it
 */
public record NaverApp(String clientId, String clientSecret, boolean openIdConnect, Set<String> redirectUris) {}
