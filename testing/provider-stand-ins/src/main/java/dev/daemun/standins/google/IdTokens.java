package dev.daemun.standins.google;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;

/** Google's ID tokens. */
final class IdTokens {
    private final Google google;

    IdTokens(Google google) {
        this.google = google;
    }

    String issue(Grant grant, String accessToken) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(Google.ISSUER)
                .claim("azp", grant.clientId())
                .audience(grant.clientId())
                .claim("at_hash", hash(accessToken))
                .issueTime(Date.from(google.now()))
                .expirationTime(Date.from(google.now().plus(Duration.ofHours(1))));
        Claims.of(google.user(grant.sub()), grant).forEach(claims::claim);
        grant.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
        return google.keys.sign("JWT", claims.build());
    }

    /** The claim {@code at_hash} (OpenID Connect Core section 3.1.3.6). */
    private static String hash(String accessToken) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64URL.encode(Arrays.copyOf(hash, hash.length / 2)).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
