package dev.daemun.testissuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.daemun.freeports.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An issuer with metadata and keys over HTTP, which can go away, come back and change its keys. */
public final class TestIssuer implements AutoCloseable {
    public static final String AUDIENCE = "orders";
    public static final String SUBJECT = "somebody";

    public final JWSAlgorithm algorithm;
    public final AtomicInteger keyFetches = new AtomicInteger();
    private final RsaKeyPairs rsa = new RsaKeyPairs();
    private final List<JWK> keys = new CopyOnWriteArrayList<>();
    private final List<String> otherKeys = new CopyOnWriteArrayList<>();
    private final int port;
    private HttpServer server;

    private TestIssuer(JWSAlgorithm algorithm, int port) {
        this.algorithm = algorithm;
        this.port = port;
        rotate();
    }

    public static TestIssuer away(JWSAlgorithm algorithm) {
        return new TestIssuer(algorithm, FreePort.next());
    }

    public static TestIssuer started(JWSAlgorithm algorithm) {
        TestIssuer issuer = away(algorithm);
        issuer.start();
        return issuer;
    }

    public String uri() {
        return "http://localhost:" + port + "/realms/test";
    }

    public void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer(
                "/realms/test/.well-known/openid-configuration",
                () -> "{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri() + "/certs\"}");
        answer("/realms/test/certs", () -> {
            keyFetches.incrementAndGet();
            return keySet();
        });
        server.start();
    }

    /** Publishes a new key beside the old ones and signs with it from now on. */
    public void rotate() {
        keys.add(newKey());
    }

    /** Publishes a new key in the place of the old ones. */
    public void replaceKeys() {
        rotate();
        keys.subList(0, keys.size() - 1).clear();
    }

    /** Publishes something else in the key set, before the keys: any JSON, well-formed as a key or not. */
    public void publish(String key) {
        otherKeys.add(key);
    }

    public JWK key() {
        return keys.get(keys.size() - 1);
    }

    public JWSHeader.Builder header() {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key().getKeyID());
    }

    public JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(uri())
                .subject(SUBJECT)
                .audience(AUDIENCE)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("azp", "web")
                .claim("scope", "openid")
                .claim("roles", List.of("member"));
    }

    public String token() {
        return token(header -> header, claims -> claims);
    }

    public String token(UnaryOperator<JWSHeader.Builder> header, UnaryOperator<JWTClaimsSet.Builder> claims) {
        return sign(header.apply(header()).build(), claims.apply(claims()).build(), key());
    }

    public String sign(JWSHeader header, JWTClaimsSet claims, JWK key) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            JWSSigner signer = algorithm.equals(JWSAlgorithm.ES256)
                    ? new ECDSASigner(key.toECKey())
                    : new RSASSASigner(key.toRSAKey());
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public JWK newKey() {
        String kid = UUID.randomUUID().toString();
        try {
            return algorithm.equals(JWSAlgorithm.ES256)
                    ? new ECKeyGenerator(Curve.P_256)
                            .keyID(kid)
                            .algorithm(algorithm)
                            .keyUse(KeyUse.SIGNATURE)
                            .generate()
                    : new RSAKey.Builder(rsa.next())
                            .keyID(kid)
                            .algorithm(algorithm)
                            .keyUse(KeyUse.SIGNATURE)
                            .build();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As if its process had ended. */
    public void goAway() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public void close() {
        goAway();
        rsa.close();
    }

    private String keySet() {
        return Stream.concat(
                        otherKeys.stream(),
                        keys.stream().map(key -> key.toPublicJWK().toJSONString()))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private void answer(String path, Supplier<String> body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
