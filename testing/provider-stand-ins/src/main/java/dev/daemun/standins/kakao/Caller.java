package dev.daemun.standins.kakao;

import java.util.Optional;

/**
 * The app and the user of an API call.
 *
 * @param token the access token; absent if the call was made with the admin key
 */
record Caller(KakaoApp app, long userId, Optional<IssuedToken> token) {}
