package dev.daemun.localplatform;

import dev.daemun.realmconfig.PrivateFile;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.apple.AppleClient;
import dev.daemun.standins.apple.AppleKey;
import dev.daemun.standins.google.GoogleClient;
import dev.daemun.standins.kakao.KakaoApp;
import dev.daemun.standins.naver.NaverApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The stand-ins of one platform, and the options with which Keycloak reaches them at the providers' own addresses. */
final class StandIns implements AutoCloseable {
    private static final long KAKAO_APP_ID = 1_000_001;
    private static final Set<String> KAKAO_CONSENT_ITEMS = Set.of(
            "profile_nickname",
            "profile_image",
            "account_email",
            "name",
            "age_range",
            "birthyear",
            "birthday",
            "gender",
            "phone_number");

    private final Set<StandIn> played;
    private final ProviderStandIns server;
    private final int port;
    private final Path authority;
    private final AppleKey appleKey;
    private final Path appleKeyFile;

    private StandIns(
            Set<StandIn> played,
            ProviderStandIns server,
            int port,
            Path authority,
            AppleKey appleKey,
            Path appleKeyFile) {
        this.played = played;
        this.server = server;
        this.port = port;
        this.authority = authority;
        this.appleKey = appleKey;
        this.appleKeyFile = appleKeyFile;
    }

    /**
     * Starts them in this process.
     *
     * @param authority the file that the certificate to trust is written to; the key that signs for Apple's client goes beside it
     */
    static StandIns start(Set<StandIn> played, Ports ports, Path authority) {
        try {
            ProviderStandIns server = ProviderStandIns.start(ports.standIns(), ports.standInsProxy());
            PrivateFile.write(authority, server.authorityPem());
            AppleKey appleKey = AppleKey.generate();
            Path appleKeyFile = authority.resolveSibling("stand-in-apple.p8").toAbsolutePath();
            appleKey.write(appleKeyFile);
            return new StandIns(played, server, ports.standIns(), authority, appleKey, appleKeyFile);
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-ins of the identity providers can't be started", e);
        }
    }

    /** Lets the realm of this issuer be their client. */
    void register(String issuer) {
        KakaoApp app = new KakaoApp(
                KAKAO_APP_ID,
                StandIn.KAKAO.clientId(),
                StandIn.SECRET,
                StandIn.SECRET,
                true,
                KAKAO_CONSENT_ITEMS,
                Set.of(redirectUri(issuer, StandIn.KAKAO)),
                Set.of());
        server.kakao().register(app);
        server.kakao().reportTo(app, reports(issuer, StandIn.KAKAO));
        NaverApp naver = new NaverApp(
                StandIn.NAVER.clientId(), StandIn.SECRET, true, Set.of(redirectUri(issuer, StandIn.NAVER)));
        server.naver().register(naver);
        server.naver().reportTo(naver, URI.create(reports(issuer, StandIn.NAVER) + "/disconnect"));
        GoogleClient client = new GoogleClient(
                StandIn.GOOGLE.clientId(), StandIn.SECRET, Set.of(redirectUri(issuer, StandIn.GOOGLE)));
        server.google().register(client);
        server.google().reportTo(client, reports(issuer, StandIn.GOOGLE));
        AppleClient apple = appleKey.client(StandIn.APPLE.clientId(), Set.of(redirectUri(issuer, StandIn.APPLE)));
        server.apple().register(apple);
        server.apple().reportTo(apple, reports(issuer, StandIn.APPLE));
    }

    private static URI reports(String issuer, StandIn provider) {
        return URI.create(issuer + "/upstream-signals/" + provider.alias());
    }

    private static String redirectUri(String issuer, StandIn provider) {
        return issuer + "/broker/" + provider.alias() + "/endpoint";
    }

    /** Keycloak itself calls them through the proxy; the browser is sent to them by stand-in-detour. */
    List<String> keycloakOptions() {
        Set<String> hosts =
                played.stream().flatMap(provider -> provider.hosts().stream()).collect(Collectors.toSet());
        String signInHosts = played.stream().map(StandIn::signInHost).collect(Collectors.joining(","));
        return List.of(
                "--truststore-paths=" + authority,
                "--spi-connections-http-client--default--proxy-mappings=" + server.keycloakProxyMappings(hosts),
                "--spi-security-headers--stand-in-detour--hosts=" + signInHosts,
                "--spi-security-headers--stand-in-detour--port=" + port);
    }

    /** The variables that make the realm their client. */
    Map<String, String> realmVariables() {
        Map<String, String> variables = new HashMap<>();
        played.forEach(provider -> {
            variables.put(provider.variable("CLIENT_ID"), provider.clientId());
            if (provider != StandIn.APPLE) {
                variables.put(provider.variable("CLIENT_SECRET"), StandIn.SECRET);
            }
        });
        if (played.contains(StandIn.KAKAO)) {
            variables.put(StandIn.KAKAO.variable("ADMIN_KEY"), StandIn.SECRET);
            variables.put(StandIn.KAKAO.variable("APP_ID"), Long.toString(KAKAO_APP_ID));
        }
        if (played.contains(StandIn.NAVER)) {
            variables.put(StandIn.NAVER.variable("OPENID_CONNECT"), "true");
        }
        if (played.contains(StandIn.APPLE)) {
            variables.put(StandIn.APPLE.variable("TEAM_ID"), AppleKey.TEAM_ID);
            variables.put(StandIn.APPLE.variable("KEY_ID"), AppleKey.KEY_ID);
            variables.put(StandIn.APPLE.variable("KEY_FILE"), appleKeyFile.toString());
        }
        return variables;
    }

    List<PlatformDescription.StandIn> describe() {
        return played.stream()
                .map(provider -> new PlatformDescription.StandIn(
                        provider.alias(),
                        server.plain(provider.signInHost()).toString(),
                        provider.variable("CLIENT_ID")))
                .toList();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
