package dev.daemun.revocationfeed.http;

import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/** Somebody whose token Keycloak accepts. */
record Caller(AccessToken token, UserModel user) {}
