package dev.daemun.naver.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.brokering.BoundedCall;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.http.HttpVersion;
import org.apache.http.client.HttpClient;
import org.apache.http.client.ResponseHandler;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.message.BasicHttpResponse;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ARefusedTokenIsTriedInBothModesTest {
    private static final String CLASSIC = "https://nid.naver.com/oauth2.0/token";
    private static final String OPENID = "https://nid.naver.com/oauth2/token";
    private static final String REVOKE = "https://nid.naver.com/oauth2.0/revoke";
    private static final String ENDED = "{\"error\":\"invalid_grant\"}";
    private static final String TOKENS = "{\"access_token\":\"new\"}";
    private static final StoredGrant OF_CLASSIC = new StoredGrant("user", "id", "{\"refresh_token\":\"r+/=\"}");
    private static final StoredGrant OF_OPENID =
            new StoredGrant("user", "id", "{\"refresh_token\":\"r+/=\",\"id_token\":\"i\"}");

    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, Integer> status = new HashMap<>();
    private final List<String> called = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final NaverCalls calls =
            new NaverCalls(new BoundedCall(naver(), threads, Duration.ofSeconds(30)), "a-client", "a-secret");

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aGoodOneIsTriedOnceWhereItHasComeFrom() throws IOException {
        answers.putAll(Map.of(CLASSIC, TOKENS, OPENID, TOKENS));
        assertThat(calls.refresh(OF_CLASSIC).tokensIfAny()).isPresent();
        assertThat(calls.refresh(OF_OPENID).tokensIfAny()).isPresent();
        assertThat(called).containsExactly(CLASSIC, OPENID);
        assertThat(sent)
                .allSatisfy(form -> assertThat(form.split("&"))
                        .containsExactlyInAnyOrder(
                                "grant_type=refresh_token",
                                "refresh_token=r%2B%2F%3D",
                                "client_id=a-client",
                                "client_secret=a-secret"));
    }

    @Test
    void aProviderThatWasSwitchedOverLosesNobody() throws IOException {
        answers.putAll(Map.of(CLASSIC, TOKENS, OPENID, ENDED));
        assertThat(calls.refresh(OF_OPENID).saysThatTheGrantHasEnded()).isFalse();
        assertThat(called).containsExactly(OPENID, CLASSIC);
    }

    @Test
    void whatIsRefusedInBothHasEnded() throws IOException {
        answers.putAll(Map.of(CLASSIC, ENDED, OPENID, ENDED));
        assertThat(calls.refresh(OF_CLASSIC).saysThatTheGrantHasEnded()).isTrue();
        answers.put(OPENID, "{\"error\":\"unauthorized_client\"}");
        assertThat(calls.refresh(OF_CLASSIC).saysThatTheGrantHasEnded())
                .as("an app without OpenID Connect")
                .isTrue();
    }

    @Test
    void whereTheOtherCanNotBeAskedNothingIsSaid() {
        answers.put(CLASSIC, ENDED);
        assertThatThrownBy(() -> calls.refresh(OF_CLASSIC)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporarily_unavailable", "server_error"})
    void nothingIsSaidWhereTheOtherIsOutOfOrder(String error) throws IOException {
        answers.putAll(Map.of(CLASSIC, ENDED, OPENID, "{\"error\":\"" + error + "\"}"));
        NaverAnswer answer = calls.refresh(OF_CLASSIC);
        assertThat(answer.saysThatTheGrantHasEnded()).isFalse();
        assertThat(answer.isAboutTheToken()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void norWhereItsStatusSaysSo(int outOfOrder) throws IOException {
        answers.putAll(Map.of(CLASSIC, ENDED, OPENID, "<html>"));
        status.put(OPENID, outOfOrder);
        assertThat(calls.refresh(OF_CLASSIC).isAboutTheToken()).isFalse();
    }

    @Test
    void whatMayBeARefusalOfTheTokenIsTriedInTheOtherModeToo() throws IOException {
        answers.putAll(Map.of(CLASSIC, TOKENS, OPENID, "{\"error\":\"invalid_request\"}"));
        assertThat(calls.refresh(OF_OPENID).tokensIfAny()).isPresent();
        assertThat(called).containsExactly(OPENID, CLASSIC);
    }

    @Test
    void aTokenIsRevokedByItsKind() throws IOException {
        answers.put(REVOKE, "");
        assertThat(calls.revoke("r", "refresh_token").status()).isEqualTo(200);
        assertThat(sent.get(0).split("&")).contains("token=r", "token_type_hint=refresh_token");
    }

    private HttpClient naver() {
        return (HttpClient) Proxy.newProxyInstance(
                HttpClient.class.getClassLoader(), new Class<?>[] {HttpClient.class}, (proxy, method, arguments) -> {
                    HttpPost request = (HttpPost) arguments[0];
                    String url = request.getURI().toString();
                    called.add(url);
                    sent.add(EntityUtils.toString(request.getEntity()));
                    if (!answers.containsKey(url)) {
                        throw new IOException("not reachable");
                    }
                    BasicHttpResponse response =
                            new BasicHttpResponse(HttpVersion.HTTP_1_1, status.getOrDefault(url, 200), "of the test");
                    response.setEntity(new ByteArrayEntity(answers.get(url).getBytes(StandardCharsets.UTF_8)));
                    return ((ResponseHandler<?>) arguments[1]).handleResponse(response);
                });
    }
}
