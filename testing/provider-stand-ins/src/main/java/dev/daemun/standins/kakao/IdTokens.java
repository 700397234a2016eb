package dev.daemun.standins.kakao;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/** ID tokens with only the claims that Kakao documents: no {@code email_verified}, {@code at_hash} or {@code azp}. */
final class IdTokens {
    private final Kakao kakao;

    IdTokens(Kakao kakao) {
        this.kakao = kakao;
    }

    String issue(IssuedToken access) {
        Grant grant = access.grant();
        KakaoApp app = kakao.apps().get(grant.restApiKey());
        KakaoUser user = kakao.user(grant.userId());
        Set<String> agreed = new Profile(kakao, app, grant.userId()).agreed();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(Kakao.ISSUER)
                .audience(app.restApiKey())
                .subject(Long.toString(grant.userId()))
                .issueTime(Date.from(kakao.tokens().now()))
                .expirationTime(Date.from(access.expiresAt()))
                .claim("auth_time", grant.authTime().getEpochSecond());
        grant.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
        add(claims, "nickname", user.nickname(), agreed.contains("profile_nickname"));
        add(
                claims,
                "picture",
                Optional.ofNullable(user.account()
                        .path("profile")
                        .path("thumbnail_image_url")
                        .textValue()),
                agreed.contains("profile_image"));
        add(claims, "email", user.usableEmail(), agreed.contains("account_email"));
        return kakao.keys().sign("JWT", claims.build());
    }

    private static void add(JWTClaimsSet.Builder claims, String name, Optional<String> value, boolean agreed) {
        value.filter(present -> agreed).ifPresent(present -> claims.claim(name, present));
    }
}
