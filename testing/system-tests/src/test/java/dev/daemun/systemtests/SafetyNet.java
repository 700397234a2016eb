package dev.daemun.systemtests;

import java.time.Duration;
import org.awaitility.Awaitility;

/** The event log's search for changes that nothing told, in the Keycloak on PostgreSQL. */
final class SafetyNet {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static final String NOW = "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)";

    private SafetyNet() {}

    /** How much it has found since Keycloak was started. */
    static double found() {
        return new Metrics(KEYCLOAK.metrics()).value("daemun_event_log_found_total", "");
    }

    /** Waits until a pass is over that began after this call. */
    static void awaitPass() {
        long now = KEYCLOAK.log().number(NOW);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> KEYCLOAK.log()
                                .number("SELECT COUNT(*) FROM DAEMUN_RECONCILING"
                                        + " WHERE HOLDER IS NULL AND STARTED_AT > " + now)
                        == 1);
    }
}
