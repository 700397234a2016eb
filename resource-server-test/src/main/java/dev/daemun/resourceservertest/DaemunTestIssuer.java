package dev.daemun.resourceservertest;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.testissuer.TestIssuer;
import java.text.ParseException;
import java.util.Map;

/**
 * An issuer in the process of a test: it signs access tokens of Daemun's contract, publishes its keys, and tells the service under
 * test which tokens were withdrawn, over the same interfaces as Keycloak. See {@link WithDaemunIssuer}.
 */
public final class DaemunTestIssuer {
    private final TestIssuer issuer;
    private final WithdrawalFeed feed;
    private final String audience;

    private DaemunTestIssuer(TestIssuer issuer, WithdrawalFeed feed, String audience) {
        this.issuer = issuer;
        this.feed = feed;
        this.audience = audience;
    }

    static DaemunTestIssuer start(JWSAlgorithm algorithm, String audience) {
        return new DaemunTestIssuer(TestIssuer.started(algorithm), WithdrawalFeed.start(), audience);
    }

    /** The {@code iss} of its tokens. */
    public String uri() {
        return issuer.uri();
    }

    /** A token to be described further: by default one that the service accepts, of a person without roles. */
    public TestToken token() {
        return new TestToken(issuer, audience);
    }

    /** A token of somebody with these roles. */
    public String tokenWithRoles(String... roles) {
        return token().roles(roles).sign();
    }

    /**
     * Withdraws the session of a token, as when the person signs out, and returns once the service has heard of it: from then on it
     * answers with 401 and the reason {@code signed-out}.
     *
     * @throws IllegalStateException when the service reads no withdrawals, as in a test slice, or none within 10 seconds
     */
    public void withdraw(String token) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            feed.withdraw("session", Map.of("sid", claims.getStringClaim("sid")), "signed-out");
        } catch (ParseException e) {
            throw new IllegalArgumentException("This is no token.", e);
        }
    }

    /**
     * Withdraws every token that somebody has, as when a role is taken away from them, and returns once the service has heard of it. A token
     * that is signed within the next two seconds is refused too, as it is in production.
     *
     * @param subject whose: the claim {@code sub}
     * @throws IllegalStateException when the service reads no withdrawals, as in a test slice, or none within 10 seconds
     */
    public void withdrawAllOf(String subject) {
        feed.withdraw("subject", Map.of("sub", subject), "role-revoked");
    }

    /**
     * Withdraws every token that carries a role, as when the role is deleted, and returns once the service has heard of it. A token
     * that is signed within the next two seconds is refused too, as it is in production.
     *
     * @throws IllegalStateException when the service reads no withdrawals, as in a test slice, or none within 10 seconds
     */
    public void withdrawRole(String role) {
        feed.withdraw("role", Map.of("role", role), "role-deleted");
    }

    WithdrawalFeed feed() {
        return feed;
    }

    void close() {
        feed.close();
        issuer.close();
    }
}
