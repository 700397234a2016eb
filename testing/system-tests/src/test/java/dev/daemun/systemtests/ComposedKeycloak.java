package dev.daemun.systemtests;

import java.nio.file.Path;
import java.util.Map;
import org.keycloak.admin.client.Keycloak;

/** The Keycloak of {@code docker compose up}, behind its proxy, with the demo users added. */
record ComposedKeycloak(ComposedPlatform platform, Authority authority) implements RunningKeycloak {
    static ComposedKeycloak start(ComposedPlatform platform, Path directory, Map<String, String> realmVariables) {
        platform.up();
        Authority authority = platform.authority();
        ComposedKeycloak keycloak = new ComposedKeycloak(platform, authority);
        try (Keycloak admin = keycloak.admin()) {
            TestRealm.addDemoUsers(admin.realm("daemun"), directory, realmVariables);
        }
        return keycloak;
    }

    @Override
    public String url() {
        return platform.idUrl();
    }

    @Override
    public Keycloak admin() {
        return Keycloak.getInstance(
                url(), "master", ADMINISTRATOR.username(), ADMINISTRATOR.password(), "admin-cli", authority.context());
    }

    @Override
    public Map<String, String> trust() {
        return Map.of("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=" + authority.trustStore());
    }

    @Override
    public void close() {
        platform.close();
    }
}
