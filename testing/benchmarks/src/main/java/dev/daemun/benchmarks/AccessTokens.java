package dev.daemun.benchmarks;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.daemun.testissuer.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Access tokens of a test issuer, with the claims and so with the length of those that the realm issues. */
record AccessTokens(TestIssuer issuer) implements AutoCloseable {
    // Longer than all rounds take.
    private static final Duration LIFETIME = Duration.ofHours(1);

    static AccessTokens signedBy(JWSAlgorithm algorithm) {
        return new AccessTokens(TestIssuer.started(algorithm));
    }

    String algorithm() {
        return issuer.algorithm.getName();
    }

    /** A new token of the type that RFC 9068 gives to access tokens. */
    String token() {
        return token(1);
    }

    /** A new token of somebody with so many roles, the first of which the gateway demands. */
    String token(int roles) {
        return issuer.token(header -> header, claims -> likeTheRealm(claims, roles));
    }

    /** A new token of the type {@code JWT}: Spring Boot's default decoder refuses {@code at+jwt}. */
    String plainToken() {
        return issuer.token(header -> header.type(JOSEObjectType.JWT), claims -> likeTheRealm(claims, 1));
    }

    /** The same token for each request. */
    LongFunction<String> same() {
        String token = token();
        return number -> token;
    }

    /** Another token for each of so many requests in a row, then the same ones again. */
    static LongFunction<String> different(int count, Supplier<String> issue) {
        List<String> tokens = Stream.generate(issue).limit(count).toList();
        return number -> tokens.get((int) (number % count));
    }

    private static JWTClaimsSet.Builder likeTheRealm(JWTClaimsSet.Builder claims, int roles) {
        return claims.subject(UUID.randomUUID().toString())
                .audience(KeycloakUnderTest.SERVICE)
                .expirationTime(Date.from(Instant.now().plus(LIFETIME)))
                .claim("azp", "sample-web-app")
                .claim("sid", UUID.randomUUID().toString())
                .claim("scope", "openid profile email")
                .claim("idp", "password")
                .claim(
                        "roles",
                        IntStream.range(0, roles)
                                .mapToObj(number -> number == 0 ? "member" : "role-" + number)
                                .toList());
    }

    @Override
    public void close() {
        issuer.close();
    }
}
