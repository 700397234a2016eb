package dev.daemun.standins.apple;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.standins.web.Parameters;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Response;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The client secrets that Apple accepts (developer.apple.com, "Creating a client secret"). */
final class ClientSecrets {
    /** 15,777,000 seconds in Apple's words. */
    private static final Duration LONGEST = Duration.ofMinutes(262_950);

    private final Apple apple;

    ClientSecrets(Apple apple) {
        this.apple = apple;
    }

    /** The client whose credentials the form has; Apple does not say what is wrong with others. */
    AppleClient check(Parameters form) {
        return form.get("client_id")
                .map(apple.clients::get)
                .filter(client -> form.get("client_secret")
                        .filter(secret -> isGood(secret, client))
                        .isPresent())
                .orElseThrow(() -> new Refusal(Response.json(400, Map.of("error", "invalid_client"))));
    }

    private boolean isGood(String secret, AppleClient client) {
        try {
            SignedJWT token = SignedJWT.parse(secret);
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Instant now = apple.now();
            return JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm())
                    && client.keyId().equals(token.getHeader().getKeyID())
                    && token.verify(new ECDSAVerifier(client.key()))
                    && client.teamId().equals(claims.getIssuer())
                    && client.clientId().equals(claims.getSubject())
                    && List.of(Apple.ISSUER).equals(claims.getAudience())
                    && claims.getIssueTime() != null
                    && claims.getExpirationTime() != null
                    && claims.getExpirationTime().toInstant().isAfter(now)
                    && !claims.getExpirationTime().toInstant().isAfter(now.plus(LONGEST));
        } catch (ParseException | JOSEException e) {
            return false;
        }
    }
}
