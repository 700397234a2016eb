package dev.daemun.servicecalls;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An issuer's token endpoint, which exchanges tokens as Keycloak does: the same person for another audience, without a session. */
final class FakeTokenEndpoint implements AutoCloseable {
    private static final String CREDENTIALS = "Basic b3JkZXJzOnMlMkJjcmV0"; // orders:s%2Bcret
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private final TestIssuer signer = TestIssuer.away(JWSAlgorithm.ES256);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private volatile Answer instead;

    private FakeTokenEndpoint(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/token", this::answer);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> write(
                        exchange,
                        new Answer(200, "{\"issuer\":\"%s\",\"token_endpoint\":\"%s\"}".formatted(issuer(), uri()))));
        server.start();
    }

    static FakeTokenEndpoint started() {
        try {
            return new FakeTokenEndpoint(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    URI uri() {
        return URI.create(issuer() + "/token");
    }

    /** Until this is called with null again. */
    void answerInstead(Answer answer) {
        instead = answer;
    }

    /** The grant types that were asked for, in their order. */
    List<String> grants() {
        return asked.stream()
                .map(parameters -> parameters.get("grant_type").replaceFirst(".*:", ""))
                .toList();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> parameters =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(parameters);
        Answer other = instead;
        if (other != null) {
            write(exchange, other);
        } else if (!CREDENTIALS.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            write(exchange, new Answer(401, "{\"error\":\"invalid_client\"}"));
        } else if ("client_credentials".equals(parameters.get("grant_type"))) {
            write(
                    exchange,
                    issued(claims -> claims.subject("service-account-orders").audience("stock")));
        } else if (EXCHANGE.equals(parameters.get("grant_type"))
                && ACCESS_TOKEN.equals(parameters.get("subject_token_type"))) {
            JWTClaimsSet subject = claims(parameters.get("subject_token"));
            write(
                    exchange,
                    issued(claims -> claims.subject(subject.getSubject()).audience(parameters.get("audience"))));
        } else {
            write(exchange, new Answer(400, "{\"error\":\"invalid_request\",\"error_description\":\"what is this\"}"));
        }
    }

    private Answer issued(java.util.function.UnaryOperator<JWTClaimsSet.Builder> change) {
        String token = signer.token(header -> header, claims -> change.apply(claims.claim("azp", "orders")));
        return new Answer(
                200,
                "{\"access_token\":\"" + token + "\",\"issued_token_type\":\"" + ACCESS_TOKEN
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }

    private void write(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.status() == 0) {
            awaitClosing();
        }
        exchange.getResponseHeaders()
                .set("Content-Type", answer.body().startsWith("{") ? "application/json" : "text/html");
        exchange.getResponseHeaders().set("Location", issuer() + "/elsewhere");
        exchange.sendResponseHeaders(answer.status(), bytes.length + answer.missing());
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        if (answer.missing() > 0) {
            awaitClosing();
        }
        exchange.close();
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> form(String body) {
        return Pattern.compile("&")
                .splitAsStream(body)
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (a, b) -> a + " " + b));
    }

    /**
     * An answer.
     *
     * @param status 0 for none at all
     * @param missing how many bytes of the body never come
     */
    record Answer(int status, String body, int missing) {
        Answer(int status, String body) {
            this(status, body, 0);
        }
    }
}
