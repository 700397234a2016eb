package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.Login;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

class EveryRoadIsToldIT {
    private static KeycloakOnPostgresql keycloak;
    private static Keycloak admin;

    @BeforeAll
    static void start() {
        keycloak = KeycloakOnPostgresql.start();
        admin = keycloak.admin();
    }

    @AfterAll
    static void stop() {
        admin.close();
        keycloak.close();
    }

    @Test
    void signIn() {
        long before = keycloak.log().lastPosition();
        keycloak.webApp("openid").signIn(new Login("demo-member", TestRealm.DEMO_PASSWORD));
        List<LogRows.Row> rows = keycloak.log().settled(before);
        System.err.println(rows);
        keycloak.log().after(0).forEach(System.err::println);
        assertThat(rows).extracting(LogRows.Row::what).containsExactly("signed-in");
    }
}
