package dev.daemun.standins.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.standins.ProviderStandIns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TheProxyLeadsToTheStandInAndNowhereElseTest {
    private ProviderStandIns standIns;

    @BeforeEach
    void start() throws IOException {
        standIns = ProviderStandIns.start(0, 0);
    }

    @AfterEach
    void stop() throws IOException {
        standIns.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://kauth.kakao.com/.well-known/jwks.json",
                "https://kauth.kakao.com/.well-known/openid-configuration",
                "https://nid.naver.com/oauth2/jwks",
                "https://nid.naver.com/.well-known/openid-configuration",
                "https://accounts.google.com/.well-known/openid-configuration",
                "https://www.googleapis.com/oauth2/v3/certs"
            })
    void the_providers_own_addresses_are_answered_here(String address) throws Exception {
        HttpResponse<String> answer = get(address, trusting());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(standIns.received())
                .last()
                .satisfies(request -> assertThat(address).endsWith("//" + request.host() + request.path()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://kapi.kakao.com/v2/user/me", "https://openidconnect.googleapis.com/v1/userinfo"})
    void a_host_without_public_pages_answers_too(String address) throws Exception {
        assertThat(get(address, trusting()).statusCode()).isEqualTo(401);
    }

    @Test
    void any_other_address_is_refused() {
        assertThatThrownBy(() -> get("https://developers.kakao.com/", trusting()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("403");
        assertThat(standIns.received()).isEmpty();
    }

    @Test
    void nobody_trusts_it_unasked() {
        assertThatThrownBy(() -> get("https://kauth.kakao.com/.well-known/jwks.json", SSLContext.getDefault()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void keycloak_is_told_of_every_host() {
        assertThat(standIns.keycloakProxyMappings().split(",", -1))
                .hasSize(9)
                .contains("kapi\\.kakao\\.com;http://127.0.0.1:" + standIns.proxyPort());
    }

    private HttpResponse<String> get(String address, SSLContext tls) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(tls)
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), standIns.proxyPort())))
                .build();
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(standIns.authorityPem().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
