package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Pkce;
import dev.daemun.localplatform.Ports;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.kakao.KakaoApp;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * The real provider in a real Keycloak, with the addresses of the real Kakao, which lead to the stand-in. A Keycloak of
 * its own, since the way there is an option of its start.
 */
@NeedsBrowser
class EveryoneOfKakaosCastSignsInIT {
    private static final Path DIRECTORY = Path.of("target", "brokering").toAbsolutePath();

    private static final Ports PORTS = Ports.free();
    private static ProviderStandIns standIns;
    private static RunningKeycloak keycloak;
    private static Keycloak admin;

    @BeforeAll
    static void start() throws IOException {
        standIns = ProviderStandIns.start(0, 0);
        Files.createDirectories(DIRECTORY);
        Directories.delete(DIRECTORY.resolve("keycloak/data"));
        Path authority = Files.writeString(DIRECTORY.resolve("authority.pem"), standIns.authorityPem());
        PrintStream log =
                new PrintStream(Files.newOutputStream(DIRECTORY.resolve("keycloak.log")), true, StandardCharsets.UTF_8);
        keycloak = DistributionKeycloak.start(
                Parts.built(),
                DIRECTORY.resolve("keycloak"),
                PORTS,
                TestRealm.variables(PORTS),
                List.of(
                        "--truststore-paths=" + authority,
                        "--spi-connections-http-client--default--proxy-mappings=" + standIns.keycloakProxyMappings()),
                new InterleavedLog(log));
        admin = Keycloak.getInstance(
                keycloak.url(),
                "master",
                RunningKeycloak.ADMINISTRATOR.username(),
                RunningKeycloak.ADMINISTRATOR.password(),
                "admin-cli");
        connect();
    }

    private static void connect() {
        standIns.kakao()
                .register(new KakaoApp(
                        1,
                        "rest-api-key",
                        "a-secret",
                        "an-admin-key",
                        false,
                        Set.of("profile_nickname", "account_email", "birthday", "birthyear"),
                        Set.of(keycloak.issuer() + "/broker/kakao/endpoint"),
                        Set.of()));
        IdentityProviderRepresentation kakao = new IdentityProviderRepresentation();
        kakao.setAlias("kakao");
        kakao.setProviderId("kakao");
        kakao.setEnabled(true);
        kakao.setConfig(Map.of("clientId", "rest-api-key", "clientSecret", "a-secret"));
        admin.realm("daemun").identityProviders().create(kakao).close();
    }

    @AfterAll
    static void stop() throws IOException {
        admin.close();
        keycloak.close();
        standIns.close();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "1001, dana@example.com, everything given",
        "1376016924429759228, big.id@example.com, an id beyond 2^53",
        "1003, , no e-mail",
        "1004, , an e-mail never verified",
        "1005, , an e-mail that another account has taken over",
        "1006, , an e-mail declined",
        "1007, lunar@example.com, a lunar birthday",
        "1010, old.app@example.com, the profile of an old app",
        "1011, , a nickname and nothing else",
        "1012, , an id and nothing else"
    })
    void firstAndAgain(long id, String email, String odd) {
        standIns.kakao().signIn(id);

        String subject = Claims.of(signIn()).text("sub");
        UserRepresentation user = admin.realm("daemun").users().get(subject).toRepresentation();
        assertThat(user.getUsername()).isEqualTo("kakao_" + id);
        assertThat(user.getEmail()).isEqualTo(email);
        assertThat(user.isEmailVerified()).isEqualTo(email != null);

        Claims again = Claims.of(signIn());
        assertThat(again.text("sub")).as("the same account").isEqualTo(subject);
        assertThat(again.text("idp")).isEqualTo("kakao");
        assertThat(again.list("roles")).containsExactly("member");
    }

    @Test
    void anUnverifiedAddressOpensNobodysAccount() {
        withOwnerOf("shared@example.com", owner -> {
            standIns.kakao().signIn(1014);
            assertThat(Claims.of(signIn()).text("sub")).isNotEqualTo(owner);
        });
    }

    @Test
    void aVerifiedAddressOfSomebodyElseAsksForProof() {
        withOwnerOf("shared@example.com", owner -> {
            standIns.kakao().signIn(1013);
            try (Browser browser = Browser.throughProxy("ko-KR", standIns.proxyPort())) {
                Page page = browser.page();
                page.navigate(webApp().authorizationRequest(Pkce.random()));
                page.locator("#social-kakao").click();
                PlaywrightAssertions.assertThat(page.locator("#linkAccount")).isVisible();
            }
            assertThat(admin.realm("daemun").users().get(owner).getFederatedIdentity())
                    .as("nothing is linked before that")
                    .isEmpty();
        });
    }

    private static void withOwnerOf(String email, Consumer<String> test) {
        UserRepresentation owner = new UserRepresentation();
        owner.setUsername("owner-of-the-address");
        owner.setEmail(email);
        owner.setEmailVerified(true);
        owner.setEnabled(true);
        try (Response created = admin.realm("daemun").users().create(owner)) {
            String id = CreatedResponseUtil.getCreatedId(created);
            try {
                test.accept(id);
            } finally {
                admin.realm("daemun").users().delete(id).close();
            }
        }
    }

    private static CodeFlow webApp() {
        return new CodeFlow(keycloak.issuer(), "sample-web-app", TestRealm.webApp(PORTS) + "/", "openid");
    }

    private static String signIn() {
        CodeFlow flow = new CodeFlow(keycloak.issuer(), "sample-web-app", TestRealm.webApp(PORTS) + "/", "openid");
        Pkce pkce = Pkce.random();
        try (Browser browser = Browser.throughProxy("ko-KR", standIns.proxyPort());
                CallbackServer webApp = new CallbackServer(PORTS.webApp())) {
            Page page = browser.page();
            page.navigate(flow.authorizationRequest(pkce));
            page.locator("#social-kakao").click();
            page.waitForURL(TestRealm.webApp(PORTS) + "/**");
            return flow.exchange(webApp.parameter("code"), pkce).accessToken();
        }
    }
}
