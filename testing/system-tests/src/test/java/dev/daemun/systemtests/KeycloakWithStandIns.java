package dev.daemun.systemtests;

import com.microsoft.playwright.Page;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.Pkce;
import dev.daemun.localplatform.Ports;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.apple.AppleClient;
import dev.daemun.standins.apple.AppleKey;
import dev.daemun.standins.google.GoogleClient;
import dev.daemun.standins.kakao.KakaoApp;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;

/**
 * A Keycloak that reaches the stand-ins when it calls the real addresses of Kakao, Google and Apple. The other tests share
 * another one, because the proxy to the stand-ins is set by an option of Keycloak's start.
 */
final class KeycloakWithStandIns implements AutoCloseable {
    /** The resource that each class locks that uses it, so that no two of these classes run side by side. */
    static final String LOCK = "Keycloak with stand-ins";

    static final String ADMIN_KEY = "an-admin-key";
    static final long APP_ID = 1;
    static final String SECRET = "a-secret";
    static final String GOOGLE_CLIENT = "a-client.apps.googleusercontent.com";
    private static final Set<String> ITEMS = Set.of(
            "profile_nickname",
            "profile_image",
            "account_email",
            "name",
            "gender",
            "age_range",
            "birthday",
            "birthyear",
            "phone_number");

    final Ports ports = Ports.free();
    final ProviderStandIns standIns;
    final DistributionKeycloak keycloak;
    final Keycloak admin;
    final Path log;
    final AppleClient appleClient;

    /** Where Keycloak reads the key that signs its client secrets for Apple. */
    final Path appleKeyFile;

    private final AppleKey appleKey = AppleKey.generate();

    private KeycloakWithStandIns(String name) throws IOException {
        Path directory =
                Files.createDirectories(Path.of("target", "stand-ins", name).toAbsolutePath());
        Directories.delete(directory.resolve("keycloak/data"));
        standIns = ProviderStandIns.start(0, 0);
        Path authority = Files.writeString(directory.resolve("authority.pem"), standIns.authorityPem());
        log = directory.resolve("keycloak.log");
        appleKeyFile = directory.resolve("apple.p8");
        appleKey.write(appleKeyFile);
        keycloak = DistributionKeycloak.start(
                directory.resolve("keycloak"),
                ports,
                variables(),
                List.of(
                        "--truststore-paths=" + authority,
                        "--spi-connections-http-client--default--proxy-mappings=" + standIns.keycloakProxyMappings(),
                        // By default Keycloak waits before it fetches keys again, longer than a test can.
                        "--spi-public-key-storage--infinispan--min-time-between-requests=0"),
                new InterleavedLog(new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)));
        registerKakaoApp("daemun", false);
        standIns.google()
                .register(
                        new GoogleClient(GOOGLE_CLIENT, SECRET, Set.of(keycloak.issuer() + "/broker/google/endpoint")));
        appleClient = registerAppleClient("daemun");
        admin = Keycloak.getInstance(
                keycloak.url(),
                "master",
                RunningKeycloak.ADMINISTRATOR.username(),
                RunningKeycloak.ADMINISTRATOR.password(),
                "admin-cli");
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(TestRealm.variables(ports));
        variables.put("DAEMUN_KAKAO_CLIENT_ID", key("daemun"));
        variables.put("DAEMUN_KAKAO_CLIENT_SECRET", SECRET);
        variables.put("DAEMUN_KAKAO_ADMIN_KEY", ADMIN_KEY);
        variables.put("DAEMUN_KAKAO_APP_ID", Long.toString(APP_ID));
        variables.put("DAEMUN_GOOGLE_CLIENT_ID", GOOGLE_CLIENT);
        variables.put("DAEMUN_GOOGLE_CLIENT_SECRET", SECRET);
        variables.put("DAEMUN_APPLE_CLIENT_ID", appleId("daemun"));
        variables.put("DAEMUN_APPLE_TEAM_ID", AppleKey.TEAM_ID);
        variables.put("DAEMUN_APPLE_KEY_ID", AppleKey.KEY_ID);
        variables.put("DAEMUN_APPLE_KEY_FILE", appleKeyFile.toString());
        return variables;
    }

    /** The one that all tests of a run share, with Kakao, Google and Apple in its realm. Tests undo what they change. */
    static KeycloakWithStandIns shared() {
        return Shared.KEYCLOAK;
    }

    /** Another one for a single test, in a directory of this name. */
    static KeycloakWithStandIns start(String name) {
        try {
            return new KeycloakWithStandIns(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RealmResource realm() {
        return admin.realm("daemun");
    }

    /** Creates a realm without Daemun's settings, but with a client of the sample web app's name. */
    void createBareRealm(String name) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("sample-web-app");
        client.setPublicClient(true);
        client.setRedirectUris(List.of(TestRealm.webApp(ports) + "/"));
        RealmRepresentation realm = EmptyRealm.named(name);
        realm.setClients(List.of(client));
        admin.realms().create(realm);
        UPConfig profile = admin.realm(name).users().userProfile().getConfiguration();
        // Kakao knows no last name, and Keycloak's default profile would ask every user for one.
        profile.getAttribute("lastName").setRequired(null);
        profile.setUnmanagedAttributePolicy(UPConfig.UnmanagedAttributePolicy.ADMIN_EDIT);
        admin.realm(name).users().userProfile().update(profile);
    }

    /** Registers an app for this realm at Kakao, and Kakao as a provider in the realm. */
    IdentityProviderRepresentation connectKakao(String realm, boolean oidc, Map<String, String> more) {
        registerKakaoApp(realm, oidc);
        IdentityProviderRepresentation kakao = new IdentityProviderRepresentation();
        kakao.setAlias("kakao");
        kakao.setProviderId("kakao");
        kakao.setEnabled(true);
        kakao.setConfig(new HashMap<>(more));
        kakao.getConfig().putAll(Map.of("clientId", key(realm), "clientSecret", SECRET));
        admin.realm(realm).identityProviders().create(kakao).close();
        return kakao;
    }

    /** Switches OpenID Connect on or off for a realm's Kakao app, as Kakao's console does. */
    KakaoApp registerKakaoApp(String realm, boolean oidc) {
        KakaoApp app = new KakaoApp(
                APP_ID,
                key(realm),
                SECRET,
                ADMIN_KEY,
                oidc,
                ITEMS,
                Set.of(keycloak.url() + "/realms/" + realm + "/broker/kakao/endpoint"),
                Set.of());
        standIns.kakao().register(app);
        return app;
    }

    /** Registers a Services ID for a realm at Apple, and returns it; a second call restores what a test has changed. */
    AppleClient registerAppleClient(String realm) {
        AppleClient client =
                appleKey.client(appleId(realm), Set.of(keycloak.url() + "/realms/" + realm + "/broker/apple/endpoint"));
        standIns.apple().register(client);
        return client;
    }

    private static String appleId(String realm) {
        return "kr.example." + realm;
    }

    private static String key(String realm) {
        return "rest-api-key-of-" + realm;
    }

    Browser browser() {
        return Browser.throughProxy("ko-KR", standIns.proxyPort());
    }

    CodeFlow webApp() {
        return webApp("daemun");
    }

    /** The sign-in of the sample web app, or of a client of its name in another realm. */
    CodeFlow webApp(String realm) {
        return new CodeFlow(
                keycloak.url() + "/realms/" + realm, "sample-web-app", TestRealm.webApp(ports) + "/", "openid");
    }

    /** Signs in with a new browser as the user who is signed in at Kakao, and returns the access token. */
    String signInThroughKakao() {
        return tokensThroughKakao().accessToken();
    }

    CodeFlow.Tokens tokensThroughKakao() {
        return signInThrough("kakao", webApp());
    }

    /** Signs in with a new browser as the user who is signed in at Google, and returns the access token. */
    String signInThroughGoogle() {
        return signInThrough("google", webApp()).accessToken();
    }

    /** Signs in with a new browser as the user who is signed in at Apple, and returns the access token. */
    String signInThroughApple() {
        return tokensThroughApple().accessToken();
    }

    CodeFlow.Tokens tokensThroughApple() {
        return signInThrough("apple", webApp());
    }

    String signInThroughKakao(CodeFlow flow) {
        return signInThrough("kakao", flow).accessToken();
    }

    /** Signs in with a new browser as the user who is signed in at the provider. */
    CodeFlow.Tokens signInThrough(String provider, CodeFlow flow) {
        Pkce pkce = Pkce.random();
        try (Browser browser = browser();
                CallbackServer webApp = new CallbackServer(ports.webApp())) {
            Page page = browser.page();
            page.navigate(flow.authorizationRequest(pkce));
            page.locator("#social-" + provider).click();
            page.waitForURL(TestRealm.webApp(ports) + "/**");
            return flow.exchange(webApp.parameter("code"), pkce);
        }
    }

    @Override
    public void close() {
        admin.close();
        keycloak.close();
        try {
            standIns.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final KeycloakWithStandIns KEYCLOAK = start("shared");

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(KEYCLOAK::close));
        }
    }
}
