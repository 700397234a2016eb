package dev.daemun.standins.google;

import java.util.Set;

/** An OAuth client, as it is registered in Google's console. */
public record GoogleClient(String clientId, String clientSecret, Set<String> redirectUris) {}
