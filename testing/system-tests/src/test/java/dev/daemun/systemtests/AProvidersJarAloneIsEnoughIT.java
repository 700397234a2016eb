package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.KeycloakProcess;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.apple.AppleClient;
import dev.daemun.standins.apple.AppleKey;
import dev.daemun.standins.kakao.KakaoApp;
import dev.daemun.standins.naver.NaverApp;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;

/**
 * Follows the first lines of the READMEs of the providers with the distribution as it comes: Keycloak's own realm, theme and flows, and nothing
 * of ours but these jars. One start serves them all, since none of them has a class of another.
 */
@NeedsBrowser
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AProvidersJarAloneIsEnoughIT {
    private static final String SECRET = "a-secret";
    private static final String ADMIN_KEY = "an-admin-key";
    private static final String CLIENT = "a-web-app";
    private static final Path DIRECTORY =
            Path.of("target", "stand-ins", "jars-alone").toAbsolutePath();

    private static final Path LOG = DIRECTORY.resolve("keycloak.log");
    private static final Ports PORTS = Ports.free();

    private static ProviderStandIns standIns;
    private static KeycloakProcess keycloak;
    private static Keycloak admin;
    private static KakaoApp kakao;
    private static NaverApp naver;
    private static AppleClient apple;

    enum Provider {
        KAKAO("1001"),
        NAVER("NaoQXLxtFuzAWrMfTm3wlrqmg2L2xaMPsEJnb6vbBeg"),
        APPLE("001001.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0101");

        private final String person;

        Provider(String person) {
            this.person = person;
        }

        String alias() {
            return name().toLowerCase(Locale.ROOT);
        }

        Path jar() {
            return Parts.built().providers().stream()
                    .filter(jar -> jar.getFileName().toString().startsWith(alias() + "-identity-provider"))
                    .findFirst()
                    .orElseThrow();
        }

        void signIn() {
            switch (this) {
                case KAKAO -> standIns.kakao().signIn(Long.parseLong(person));
                case NAVER -> standIns.naver().signIn(person);
                case APPLE -> standIns.apple().signIn(person);
            }
        }

        boolean isLinkedThere() {
            return switch (this) {
                case KAKAO -> standIns.kakao().isLinked(kakao, Long.parseLong(person));
                case NAVER -> standIns.naver().isLinked(naver, person);
                case APPLE -> standIns.apple().isLinked(apple, person);
            };
        }

        Map<String, String> settings() {
            return switch (this) {
                case KAKAO ->
                    Map.of("clientId", kakao.restApiKey(), "clientSecret", SECRET, "adminKey", ADMIN_KEY, "appId", "1");
                case NAVER -> Map.of("clientId", naver.clientId(), "clientSecret", SECRET, "openIdConnect", "true");
                case APPLE ->
                    Map.of(
                            "clientId", apple.clientId(),
                            "teamId", apple.teamId(),
                            "keyId", apple.keyId(),
                            "keyFile", DIRECTORY.resolve("apple.p8").toString());
            };
        }
    }

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(DIRECTORY);
        standIns = ProviderStandIns.start(0, 0);
        Path authority = Files.writeString(DIRECTORY.resolve("authority.pem"), standIns.authorityPem());
        KeycloakHome home = KeycloakHome.install(
                Parts.built().keycloak(),
                DIRECTORY.resolve("keycloak"),
                Arrays.stream(Provider.values()).map(Provider::jar).toList());
        Directories.delete(DIRECTORY.resolve("keycloak/data"));
        Files.createDirectories(home.importDirectory());
        Files.writeString(home.importDirectory().resolve("daemun-realm.json"), """
                {"realm": "daemun", "enabled": true, "clients":
                  [{"clientId": "%s", "publicClient": true, "redirectUris": ["%s"]}]}
                """.formatted(CLIENT, webApp()));
        List<String> options = new ArrayList<>(RunningKeycloak.CHEAP_PASSWORDS);
        options.add("--truststore-paths=" + authority);
        options.add("--spi-connections-http-client--default--proxy-mappings=" + standIns.keycloakProxyMappings());
        keycloak = KeycloakProcess.start(
                home,
                PORTS.keycloak(),
                PORTS.keycloakManagement(),
                RunningKeycloak.ADMINISTRATOR,
                options,
                Map.of(),
                new InterleavedLog(new PrintStream(Files.newOutputStream(LOG), true, StandardCharsets.UTF_8))
                        .of("keycloak"));
        keycloak.awaitReady();
        Starts.note("Keycloak", "with single jars", keycloak.process());
        registerAtTheProviders();
        admin = Keycloak.getInstance(
                keycloak.url(),
                "master",
                RunningKeycloak.ADMINISTRATOR.username(),
                RunningKeycloak.ADMINISTRATOR.password(),
                "admin-cli");
        makeTheLastNameOptional();
    }

    private static void registerAtTheProviders() throws IOException {
        String endpoints = keycloak.issuer() + "/broker/";
        kakao = new KakaoApp(
                1,
                "a-rest-api-key",
                SECRET,
                ADMIN_KEY,
                true,
                Set.of("profile_nickname", "account_email"),
                Set.of(endpoints + "kakao/endpoint"),
                Set.of());
        standIns.kakao().register(kakao);
        naver = new NaverApp("a-naver-client", SECRET, true, Set.of(endpoints + "naver/endpoint"));
        standIns.naver().register(naver);
        AppleKey key = AppleKey.generate();
        key.write(DIRECTORY.resolve("apple.p8"));
        apple = key.client("kr.example.alone", Set.of(endpoints + "apple/endpoint"));
        standIns.apple().register(apple);
    }

    /** As the READMEs advise, because Kakao and Naver have none. */
    private static void makeTheLastNameOptional() {
        UPConfig profile = realm().users().userProfile().getConfiguration();
        profile.getAttribute("lastName").setRequired(null);
        realm().users().userProfile().update(profile);
    }

    @AfterAll
    static void stop() {
        try {
            if (admin != null) {
                admin.close();
            }
            if (keycloak != null) {
                keycloak.close();
            }
            standIns.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Order(1)
    void aPersonComesComesBackAndLeaves(Provider provider) {
        connect(provider);
        provider.signIn();

        String first = signIn(provider);

        assertThat(realm().users().get(first).getFederatedIdentity())
                .extracting(FederatedIdentityRepresentation::getUserId)
                .containsExactly(provider.person);
        assertThat(realm().users().get(first).toRepresentation().getFirstName()).isNotBlank();
        assertThat(signIn(provider)).isEqualTo(first);
        assertThat(provider.isLinkedThere()).isTrue();

        realm().users().get(first).remove();
        await().atMost(Duration.ofMinutes(1)).until(() -> !provider.isLinkedThere());
    }

    @Test
    @Order(2)
    void andNothingFailedMeanwhile() throws IOException {
        assertThat(Files.readAllLines(LOG))
                .isNotEmpty()
                .noneMatch(line -> line.contains(" ERROR ") || line.contains("to be tried again"));
        assertThat(admin.serverInfo()
                        .getInfo()
                        .getProviders()
                        .get("realm-restapi-extension")
                        .getProviders())
                .doesNotContainKey("upstream-signals");
    }

    @Test
    void noneNeedsAClassOfAnother() throws IOException {
        Set<String> all = new HashSet<>();
        for (Provider provider : Provider.values()) {
            try (JarFile jar = new JarFile(provider.jar().toFile(), true)) {
                List<String> classes = jar.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.endsWith(".class"))
                        .toList();
                assertThat(classes).isNotEmpty().allMatch(name -> name.startsWith("dev/daemun/" + provider.alias()));
                assertThat(all).doesNotContainAnyElementsOf(classes);
                all.addAll(classes);
            }
        }
    }

    private static void connect(Provider provider) {
        IdentityProviderRepresentation settings = new IdentityProviderRepresentation();
        settings.setAlias(provider.alias());
        settings.setProviderId(provider.alias());
        settings.setEnabled(true);
        settings.setStoreToken(true);
        settings.setConfig(new HashMap<>(provider.settings()));
        realm().identityProviders().create(settings).close();
    }

    private static String signIn(Provider provider) {
        CodeFlow flow = new CodeFlow(keycloak.issuer(), CLIENT, webApp(), "openid");
        try (FirstSignIn signIn =
                FirstSignIn.through(Browser.throughProxy("ko-KR", standIns.proxyPort()), flow, provider.alias())) {
            return signIn.finish().text("sub");
        }
    }

    private static RealmResource realm() {
        return admin.realm("daemun");
    }

    private static String webApp() {
        return "http://127.0.0.1:" + PORTS.webApp() + "/";
    }
}
