package dev.daemun.servicecalls;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.daemun.resourceservertest.DaemunTestIssuer;
import dev.daemun.resourceservertest.WithDaemunIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Run for each stack by the classes below. */
@WithDaemunIssuer
abstract class CallsWithTheRightTokenTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    static final FakeTokenEndpoint ENDPOINT = FakeTokenEndpoint.started();
    static final FakeService STOCK = FakeService.started();

    @Autowired
    DaemunTestIssuer issuer;

    @Autowired
    IssuedTokens remembered;

    @Autowired
    Gate gate;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("daemun.service-calls.client-id", () -> "orders");
        properties.add("daemun.service-calls.client-secret", () -> "s+cret");
        properties.add("daemun.service-calls.token-uri", () -> ENDPOINT.uri());
        for (TokenKind kind : TokenKind.values()) {
            String service = "daemun.service-calls.services." + kind.property() + ".";
            properties.add(service + "url", () -> STOCK.url());
            properties.add(service + "token", kind::property);
        }
        properties.add("daemun.service-calls.services.exchanged.audience", () -> "stock");
        properties.add("daemun.service-calls.services.own.scopes", () -> "stock.read");
    }

    @BeforeEach
    void forget() {
        ENDPOINT.asked.clear();
        STOCK.got.clear();
        gate.close();
    }

    @AfterEach
    void answerAsUsual() {
        ENDPOINT.answerInstead(null);
        STOCK.status = 200;
        STOCK.location = "";
    }

    @Test
    void theCallersTokenIsSentOnAsItCame() {
        String token = issuer.token().sign();

        assertThat(get("/callers", token).body()).isEqualTo(token);

        assertThat(ENDPOINT.asked).isEmpty();
    }

    @Test
    void anExchangedTokenIsForTheOtherServiceAlone() throws Exception {
        String token = issuer.token().subject("ann").sign();

        JWTClaimsSet sent = FakeTokenEndpoint.claims(get("/exchanged", token).body());

        assertThat(sent.getAudience()).containsExactly("stock");
        assertThat(sent.getSubject()).isEqualTo("ann");
        assertThat(ENDPOINT.asked)
                .singleElement()
                .satisfies(asked -> assertThat(asked)
                        .containsEntry("audience", "stock")
                        .containsEntry("subject_token", token)
                        .containsEntry("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                        .doesNotContainKey("scope"));
    }

    @Test
    void theServicesOwnTokenNamesNobody() throws Exception {
        String own = get("/own", issuer.token().subject("ann").sign()).body();

        assertThat(FakeTokenEndpoint.claims(own).getSubject()).isEqualTo("service-account-orders");
        assertThat(get("/own", issuer.token().subject("bob").sign()).body()).isEqualTo(own);
        assertThat(ENDPOINT.asked)
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(asked -> assertThat(asked)
                        .containsEntry("grant_type", "client_credentials")
                        .containsEntry("scope", "stock.read"));
    }

    /** Not by the person: whoever signs in again must not go on with what belonged to the session before. */
    @Test
    void anExchangedTokenIsRememberedForTheTokenItCameFrom() {
        String token = issuer.token().subject("ann").sign();
        String first = get("/exchanged", token).body();

        assertThat(get("/exchanged", token).body()).isEqualTo(first);
        assertThat(ENDPOINT.asked).hasSize(1);

        String again = issuer.token().subject("ann").sign();
        assertThat(get("/exchanged", again).body()).isNotEqualTo(first);
        assertThat(ENDPOINT.asked).hasSize(2);
    }

    @Test
    void whoSignsOutWhileTheirRequestRunsIsCalledForNoLonger() {
        String token = issuer.token().subject("ann").sign();
        assertThat(get("/exchanged", token).statusCode()).isEqualTo(200);
        CompletableFuture<HttpResponse<String>> running = begin("/exchanged-later", token);
        gate.awaitArrival();
        STOCK.got.clear();

        issuer.withdraw(token);
        gate.open();

        HttpResponse<String> answer = running.join();
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(answer.body()).contains("\"reason\":\"signed-out\"");
        assertThat(STOCK.got).isEmpty();
    }

    /** Without waiting for anybody to ask for it. */
    @Test
    void aSignOutEmptiesTheMemoryOfWhatWasExchanged() {
        String gone = issuer.token().subject("ann").sign();
        String stays = issuer.token().subject("ann").sign();
        get("/exchanged", gone);
        get("/exchanged", stays);
        long before = remembered.size();

        issuer.withdraw(gone);

        assertThat(remembered.size()).isEqualTo(before - 1);
        get("/exchanged", stays);
        assertThat(ENDPOINT.asked).hasSize(2);
    }

    @Test
    void aTokenThatTheOtherServiceRefusesIsNotUsedAgain() {
        String token = issuer.token().sign();
        String first = get("/exchanged", token).body();
        STOCK.status = 401;
        get("/exchanged", token);
        STOCK.status = 200;

        assertThat(get("/exchanged", token).body()).isNotEqualTo(first);
        assertThat(ENDPOINT.asked).hasSize(2);
    }

    @Test
    void whatTheIssuerExchangesNoLongerIsTheCallersFault() {
        ENDPOINT.answerInstead(new FakeTokenEndpoint.Answer(400, "{\"error\":\"invalid_token\"}"));

        HttpResponse<String> answer = get("/exchanged", issuer.token().sign());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(STOCK.got).isEmpty();
    }

    @Test
    void anIssuerThatFailsIsNotTheCallersFault() {
        ENDPOINT.answerInstead(new FakeTokenEndpoint.Answer(503, "<html>away</html>"));

        HttpResponse<String> answer = get("/exchanged", issuer.token().sign());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(STOCK.got).isEmpty();
    }

    @Test
    void aBoundTokenIsNotSentOn() {
        // As the filter chain would pass it on that has seen the proof.
        HttpResponse<String> answer = get("/callers-bound", issuer.token().sign());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(STOCK.got).isEmpty();
    }

    @Test
    void withoutACallerNothingIsSent() {
        assertThat(send(request("/open-callers")).statusCode()).isEqualTo(401);
        assertThat(send(request("/open-exchanged")).statusCode()).isEqualTo(401);
        assertThat(STOCK.got).isEmpty();
        assertThat(send(request("/open-own")).statusCode()).isEqualTo(200);
    }

    @Test
    void noTokenGoesToAnotherAddress() {
        try (FakeService other = FakeService.started()) {
            for (String path : new String[] {"/callers", "/exchanged", "/own"}) {
                String elsewhere = path + "?at=" + other.url() + "/";
                assertThat(get(elsewhere, issuer.token().sign()).statusCode()).isEqualTo(500);
            }
            assertThat(other.got).isEmpty();

            STOCK.location = other.url() + "/";
            for (int redirect : new int[] {301, 302, 303, 307, 308}) {
                STOCK.status = redirect;
                get("/exchanged", issuer.token().sign());
            }
            assertThat(STOCK.got).hasSize(5);
            assertThat(other.got).isEmpty();
        }
    }

    private HttpResponse<String> get(String path, String token) {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    private CompletableFuture<HttpResponse<String>> begin(String path, String token) {
        return HTTP.sendAsync(
                request(path).header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
