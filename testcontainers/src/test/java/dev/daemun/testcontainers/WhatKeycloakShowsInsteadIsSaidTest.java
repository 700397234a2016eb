package dev.daemun.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.daemun.standins.StandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers as Keycloak may; the real one is in the sample service's tests. */
class WhatKeycloakShowsInsteadIsSaidTest {
    private static final String SIGN_IN_PAGE = """
            <form id="kc-form-login" action="/form"><input type="hidden" name="kept" value="1"></form>
            <a id="social-kakao" href="/kakao">Kakao</a>""";
    private static final String END = "http://localhost:3000/";

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private SignIn signIn;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        signIn = new SignIn("http://127.0.0.1:" + server.getAddress().getPort());
        page("/protocol/openid-connect/auth", SIGN_IN_PAGE);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theTokenOfTheLastAnswerIsReturned() {
        redirect("/form", "/onwards");
        redirect("/onwards", END + "?state=x&code=a%2Bb");
        page("/protocol/openid-connect/token", "{\"access_token\":\"the-token\"}");

        assertThat(signIn.byPassword("demo-member", "p&w")).isEqualTo("the-token");
        assertThat(asked.get(1)).contains("kept=1", "username=demo-member", "password=p%26w");
        assertThat(asked.get(2)).contains("Cookie: KEPT=1");
        assertThat(asked.get(3)).contains("code=a%2Bb", "code_verifier=");
    }

    @Test
    void aFormThatAScriptWouldSubmitIsSubmitted() {
        page("/kakao", """
                <body onload="document.forms[0].submit()"><form action="/form"><input type="hidden" name="id" value="7"></form>""");
        redirect("/form", END + "?code=1");
        page("/protocol/openid-connect/token", "{\"access_token\":\"the-token\"}");

        assertThat(signIn.through(StandIn.KAKAO)).isEqualTo("the-token");
        assertThat(asked.get(2)).contains("id=7");
    }

    @Test
    void anotherPageIsQuoted() {
        page("/form", "<span id=\"input-error-username\">Invalid username or password.</span><p>more</p>");
        assertThatThrownBy(() -> signIn.byPassword("nobody", "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("Invalid username or password.");

        page("/kakao", "<h1 id=\"kc-page-title\">Only what is missing</h1><form action=\"/x\"></form>");
        assertThatThrownBy(() -> signIn.through(StandIn.KAKAO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("Only what is missing");
    }

    @Test
    void aProviderThatThePageLacksIsNamed() {
        assertThatThrownBy(() -> signIn.through(StandIn.APPLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("#social-apple");
    }

    @Test
    void aRefusalIsQuoted() {
        redirect("/kakao", END + "?error=access_denied");
        assertThatThrownBy(() -> signIn.through(StandIn.KAKAO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("access_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":\"invalid_grant\"}", "no JSON", ""})
    void anAnswerWithoutATokenIsNoToken(String answer) {
        redirect("/kakao", END + "?code=1");
        page("/protocol/openid-connect/token", answer);
        assertThatThrownBy(() -> signIn.through(StandIn.KAKAO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("token");
    }

    @Test
    void circlesEnd() {
        redirect("/kakao", "/kakao");
        assertThatThrownBy(() -> signIn.through(StandIn.KAKAO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("circles");
        page("/form", "<body onload=\"document.forms[0].submit()\"><form action=\"/form\"></form>");
        assertThatThrownBy(() -> signIn.byPassword("demo-member", "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("circles");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a.!.c", "a.e30.c", "a.bm8.c", "a.eyJzaWQiOjF9.c"})
    void onlyATokenOfASessionEndsOne(String token) {
        assertThatThrownBy(() -> SignIn.session(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no access token of a session");
    }

    private void page(String path, String html) {
        answer(path, 200, "", html);
    }

    private void redirect(String path, String location) {
        answer(path, 302, location, "");
    }

    private void answer(String path, int status, String location, String body) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI() + " Cookie: "
                    + exchange.getRequestHeaders().getFirst("Cookie") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Set-Cookie", "KEPT=1;Path=/;Secure;HttpOnly");
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().add("Location", location);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
