package dev.daemun.standins.kakao;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The claims of {@code /v1/oidc/userinfo}, where {@code sub} is text. */
record UserInfo(Kakao kakao, Caller caller) {
    Map<String, Object> claims() {
        KakaoUser user = kakao.user(caller.userId());
        Set<String> agreed = new Profile(kakao, caller.app(), caller.userId()).agreed();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", Long.toString(caller.userId()));
        put(claims, "name", user.text("name"), agreed.contains("name"));
        put(claims, "nickname", user.nickname(), agreed.contains("profile_nickname"));
        put(
                claims,
                "picture",
                Optional.ofNullable(
                        user.account().path("profile").path("profile_image_url").textValue()),
                agreed.contains("profile_image"));
        if (agreed.contains("account_email") && user.text("email").isPresent()) {
            claims.put("email", user.text("email").get());
            claims.put("email_verified", user.usableEmail().isPresent());
        }
        put(claims, "gender", user.text("gender"), agreed.contains("gender"));
        put(claims, "birthdate", birthDate(user, agreed), true);
        if (agreed.contains("phone_number") && user.text("phone_number").isPresent()) {
            claims.put("phone_number", user.text("phone_number").get());
            claims.put("phone_number_verified", true);
        }
        return claims;
    }

    private static Optional<String> birthDate(KakaoUser user, Set<String> agreed) {
        Optional<String> year = user.text("birthyear").filter(value -> agreed.contains("birthyear"));
        return user.text("birthday")
                .filter(value -> agreed.contains("birthday"))
                .map(day -> year.orElse("0000") + "-" + day.substring(0, 2) + "-" + day.substring(2))
                .or(() -> year);
    }

    private static void put(Map<String, Object> claims, String name, Optional<String> value, boolean agreed) {
        value.filter(present -> agreed).ifPresent(present -> claims.put(name, present));
    }
}
