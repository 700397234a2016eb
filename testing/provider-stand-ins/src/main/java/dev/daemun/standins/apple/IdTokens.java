package dev.daemun.standins.apple;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;

/** Apple's ID tokens. */
final class IdTokens {
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final Apple apple;

    IdTokens(Apple apple) {
        this.apple = apple;
    }

    /** One that comes with an access token, in the answer of the token endpoint. */
    String withAccessToken(Grant grant, String accessToken) {
        return issue(grant, "at_hash", accessToken);
    }

    /** One that comes with a code, in the answer to the browser. */
    String withCode(Grant grant, String code) {
        return issue(grant, "c_hash", code);
    }

    private String issue(Grant grant, String hashClaim, String hashed) {
        AppleUser user = apple.user(grant.sub());
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(Apple.ISSUER)
                .audience(grant.clientId())
                .subject(user.sub())
                .issueTime(Date.from(apple.now()))
                .expirationTime(Date.from(apple.now().plus(LIFETIME)))
                .claim(hashClaim, hash(hashed))
                .claim("auth_time", grant.authenticatedAt().getEpochSecond())
                .claim("nonce_supported", true)
                .claim("real_user_status", 1);
        grant.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
        if (grant.scopes().contains("email")) {
            user.email().ifPresent(email -> {
                claims.claim("email", email).claim("email_verified", flag(user, user.emailVerified()));
                if (user.isPrivateEmail() || user.booleansAsText()) {
                    claims.claim("is_private_email", flag(user, user.isPrivateEmail()));
                }
            });
        }
        return apple.keys.sign("JWT", claims.build());
    }

    private static Object flag(AppleUser user, boolean value) {
        return user.booleansAsText() ? (Object) Boolean.toString(value) : (Object) value;
    }

    /** Half a hash (OpenID Connect Core sections 3.1.3.6 and 3.3.2.11). */
    private static String hash(String value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return Base64URL.encode(Arrays.copyOf(hash, hash.length / 2)).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
