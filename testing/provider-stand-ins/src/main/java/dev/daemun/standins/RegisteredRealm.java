package dev.daemun.standins;

import dev.daemun.standins.apple.AppleClient;
import dev.daemun.standins.apple.AppleKey;
import dev.daemun.standins.google.GoogleClient;
import dev.daemun.standins.kakao.KakaoApp;
import dev.daemun.standins.naver.NaverApp;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A realm of Daemun that is a client of the stand-ins.
 *
 * @param played the providers that stand-ins replace in this realm
 * @param appleKey what signs the realm's client secrets for Apple; Keycloak reads it from a file
 */
public record RegisteredRealm(ProviderStandIns standIns, Set<StandIn> played, AppleKey appleKey) {
    /** Known to everyone, and refused by the realm in production. */
    private static final String SECRET = "stand-in-secret";

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

    /** Lets the realm of this issuer be a client of all of them. */
    public void register(String issuer) {
        KakaoApp app = new KakaoApp(
                KAKAO_APP_ID,
                StandIn.KAKAO.clientId(),
                SECRET,
                SECRET,
                true,
                KAKAO_CONSENT_ITEMS,
                Set.of(redirectUri(issuer, StandIn.KAKAO)),
                Set.of());
        standIns.kakao().register(app);
        standIns.kakao().reportTo(app, reports(issuer, StandIn.KAKAO));
        NaverApp naver =
                new NaverApp(StandIn.NAVER.clientId(), SECRET, true, Set.of(redirectUri(issuer, StandIn.NAVER)));
        standIns.naver().register(naver);
        standIns.naver().reportTo(naver, URI.create(reports(issuer, StandIn.NAVER) + "/disconnect"));
        GoogleClient client =
                new GoogleClient(StandIn.GOOGLE.clientId(), SECRET, Set.of(redirectUri(issuer, StandIn.GOOGLE)));
        standIns.google().register(client);
        standIns.google().reportTo(client, reports(issuer, StandIn.GOOGLE));
        AppleClient apple = appleKey.client(StandIn.APPLE.clientId(), Set.of(redirectUri(issuer, StandIn.APPLE)));
        standIns.apple().register(apple);
        standIns.apple().reportTo(apple, reports(issuer, StandIn.APPLE));
    }

    /**
     * The options with which Keycloak itself calls the stand-ins through their proxy, at the providers' own addresses, while
     * {@code stand-in-detour} sends the browser to them.
     *
     * @param authorityFile where Keycloak finds the certificate to trust, {@link ProviderStandIns#authorityPem()}
     * @param proxyHost the name of this machine as Keycloak sees it
     */
    public List<String> keycloakOptions(String authorityFile, String proxyHost) {
        Set<String> hosts =
                played.stream().flatMap(provider -> provider.hosts().stream()).collect(Collectors.toSet());
        String signInHosts = played.stream().map(StandIn::signInHost).collect(Collectors.joining(","));
        return List.of(
                "--truststore-paths=" + authorityFile,
                "--spi-connections-http-client--default--proxy-mappings="
                        + standIns.keycloakProxyMappings(hosts, proxyHost),
                "--spi-security-headers--stand-in-detour--hosts=" + signInHosts,
                "--spi-security-headers--stand-in-detour--port="
                        + standIns.plain("").getPort());
    }

    /**
     * The variables of {@code realm-config} that make the realm their client.
     *
     * @param appleKeyFile where Keycloak finds {@link AppleKey#pem()}
     */
    public Map<String, String> variables(String appleKeyFile) {
        Map<String, String> variables = new HashMap<>();
        played.forEach(provider -> {
            variables.put(provider.variable("CLIENT_ID"), provider.clientId());
            if (provider != StandIn.APPLE) {
                variables.put(provider.variable("CLIENT_SECRET"), SECRET);
            }
        });
        if (played.contains(StandIn.KAKAO)) {
            variables.put(StandIn.KAKAO.variable("ADMIN_KEY"), SECRET);
            variables.put(StandIn.KAKAO.variable("APP_ID"), Long.toString(KAKAO_APP_ID));
        }
        if (played.contains(StandIn.NAVER)) {
            variables.put(StandIn.NAVER.variable("OPENID_CONNECT"), "true");
        }
        if (played.contains(StandIn.APPLE)) {
            variables.put(StandIn.APPLE.variable("TEAM_ID"), AppleKey.TEAM_ID);
            variables.put(StandIn.APPLE.variable("KEY_ID"), AppleKey.KEY_ID);
            variables.put(StandIn.APPLE.variable("KEY_FILE"), appleKeyFile);
        }
        return variables;
    }

    private static URI reports(String issuer, StandIn provider) {
        return URI.create(issuer + "/upstream-signals/" + provider.alias());
    }

    private static String redirectUri(String issuer, StandIn provider) {
        return issuer + "/broker/" + provider.alias() + "/endpoint";
    }
}
