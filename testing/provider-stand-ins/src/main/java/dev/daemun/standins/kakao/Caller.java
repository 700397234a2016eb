package dev.daemun.standins.kakao;

import java.util.Optional;

/**
 * Who an API call is about.
 *
 * @param token the access token, unless the call was made with the admin key
 */
record Caller(KakaoApp app, long userId, Optional<IssuedToken> token) {}
