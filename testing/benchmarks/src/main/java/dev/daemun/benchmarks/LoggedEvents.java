package dev.daemun.benchmarks;

/** Events in the log as though they had just happened. */
final class LoggedEvents {
    private LoggedEvents() {}

    /** As though so many sessions had just been ended, in one transaction. */
    static void sessionsEnded(KeycloakUnderTest keycloak, int count) {
        insert(keycloak, count, "session-ended", "\"sid\":\"' || gen_random_uuid() || '\"");
    }

    /** As though so many people had just verified their addresses, which withdraws nothing. */
    static void emailsVerified(KeycloakUnderTest keycloak, int count) {
        insert(keycloak, count, "email-verified", "\"email\":\"person-' || n || '@example.com\"");
    }

    private static void insert(KeycloakUnderTest keycloak, int count, String type, String fact) {
        String realm = keycloak.realm().toRepresentation().getId();
        keycloak.execute("INSERT INTO DAEMUN_EVENT (ID, TYPE, REALM_ID, SOURCE, PARTITION_KEY, EVENT_TIME, DATA)"
                + " SELECT gen_random_uuid(), 'dev.daemun.identity." + type + ".v1', '" + realm + "', '"
                + keycloak.issuer() + "', n, " + System.currentTimeMillis()
                + ", '{\"realm\":\"daemun\"," + fact + ",\"by\":\"system\"}'"
                + " FROM generate_series(1, " + count + ") AS n");
    }
}
