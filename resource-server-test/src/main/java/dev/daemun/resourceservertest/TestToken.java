package dev.daemun.resourceservertest;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.daemun.testissuer.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** An access token before it is signed. Each method changes it and returns it. */
public final class TestToken {
    private final TestIssuer issuer;
    private final JWTClaimsSet.Builder claims;

    TestToken(TestIssuer issuer, String audience) {
        this.issuer = issuer;
        this.claims = issuer.claims()
                .audience(audience)
                .claim("sid", UUID.randomUUID().toString())
                .claim("idp", "password")
                .claim("roles", List.of());
    }

    /** Whose it is: {@code sub}. */
    public TestToken subject(String subject) {
        return claim("sub", subject);
    }

    /** What they may do: {@code roles}. */
    public TestToken roles(String... roles) {
        return claim("roles", List.of(roles));
    }

    /** What the client was allowed to ask for. */
    public TestToken scopes(String... scopes) {
        return claim("scope", String.join(" ", scopes));
    }

    /** How the session signed in: {@code kakao}, {@code google} or {@code password}. */
    public TestToken idp(String idp) {
        return claim("idp", idp);
    }

    /** For which service it is: {@code aud}. */
    public TestToken audience(String audience) {
        return claim("aud", List.of(audience));
    }

    /** One that was issued so long ago, and is good for five minutes from then on. */
    public TestToken issued(Duration ago) {
        Instant then = Instant.now().minus(ago);
        claims.issueTime(Date.from(then)).expirationTime(Date.from(then.plus(Duration.ofMinutes(5))));
        return this;
    }

    /** Any claim; null takes it away. */
    public TestToken claim(String name, Object value) {
        claims.claim(name, value);
        return this;
    }

    /** The signed token, as it stands behind {@code Bearer} in the header {@code Authorization}. */
    public String sign() {
        return issuer.sign(issuer.header().build(), claims.build(), issuer.key());
    }
}
