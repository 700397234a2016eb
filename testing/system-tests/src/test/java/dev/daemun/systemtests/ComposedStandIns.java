package dev.daemun.systemtests;

import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.google.GoogleClient;
import dev.daemun.standins.kakao.KakaoApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/** Kakao and Google for a platform in containers. Its settings are production's; only its calls are led here. */
final class ComposedStandIns implements ComposedAddition {
    private static final String KAKAO_KEY = UUID.randomUUID().toString();
    private static final String GOOGLE_CLIENT = UUID.randomUUID() + ".apps.googleusercontent.com";
    private static final String SECRET = UUID.randomUUID().toString();
    private static final String ADMIN_KEY = UUID.randomUUID().toString();
    private static final long APP_ID = 1;

    private final ProviderStandIns standIns;
    private final Doorway doorway;

    ComposedStandIns() {
        try {
            standIns = ProviderStandIns.start(0, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        doorway = new Doorway(standIns.proxyPort());
    }

    @Override
    public Place place() {
        return Place.OWN;
    }

    /** The platform's apps at the providers, which this call registers at the stand-ins as well. */
    @Override
    public String settings(String idUrl) {
        String endpoints = idUrl + "/realms/daemun/broker/";
        standIns.kakao()
                .register(new KakaoApp(
                        APP_ID,
                        KAKAO_KEY,
                        SECRET,
                        ADMIN_KEY,
                        false,
                        Set.of("profile_nickname", "account_email"),
                        Set.of(endpoints + "kakao/endpoint"),
                        Set.of()));
        standIns.google().register(new GoogleClient(GOOGLE_CLIENT, SECRET, Set.of(endpoints + "google/endpoint")));
        return """
                DAEMUN_KAKAO_CLIENT_ID=%s
                DAEMUN_KAKAO_CLIENT_SECRET=%s
                DAEMUN_KAKAO_ADMIN_KEY=%s
                DAEMUN_KAKAO_APP_ID=%d
                DAEMUN_GOOGLE_CLIENT_ID=%s
                DAEMUN_GOOGLE_CLIENT_SECRET=%s
                """.formatted(KAKAO_KEY, SECRET, ADMIN_KEY, APP_ID, GOOGLE_CLIENT, SECRET);
    }

    /** The settings that lead Keycloak's calls to the stand-ins. */
    @Override
    public Path writeOverride(Path directory) throws IOException {
        Path authority = Files.writeString(directory.resolve("authority.pem"), standIns.authorityPem());
        String mappings = standIns.keycloakProxyMappings()
                .replace("127.0.0.1:" + standIns.proxyPort(), "host.docker.internal:" + doorway.port());
        return Files.writeString(directory.resolve("stand-ins.yml"), """
                services:
                  keycloak: &detour
                    extra_hosts: ["host.docker.internal:host-gateway"]
                    volumes: ["%s:/opt/daemun/stand-ins.pem:ro"]
                    environment:
                      KC_TRUSTSTORE_PATHS: /opt/daemun/stand-ins.pem
                      KC_SPI_CONNECTIONS_HTTP_CLIENT__DEFAULT__PROXY_MAPPINGS: '%s'
                  keycloak-2: *detour
                """.formatted(authority, mappings));
    }

    /** A browser whose calls are led to the stand-ins too. */
    Browser browser(String locale) {
        return Browser.throughProxy(locale, standIns.proxyPort());
    }

    /** Signs this user in at Kakao from now on. */
    void signInAtKakao(long person) {
        standIns.kakao().signIn(person);
    }

    @Override
    public void close() {
        doorway.close();
        try {
            standIns.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
