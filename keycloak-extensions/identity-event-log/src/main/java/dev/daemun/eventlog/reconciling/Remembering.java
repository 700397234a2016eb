package dev.daemun.eventlog.reconciling;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Remembers what is new in Keycloak's tables, so that the next pass can compare. */
record Remembering(String sql, Function<Pass, Object[]> parameters) implements Step {
    private static final int MOST = 5_000;

    private static final String REALMS = """
            INSERT INTO DAEMUN_KNOWN_REALM (ID, ENABLED, NOT_BEFORE)
            SELECT ID, ENABLED, COALESCE(NOT_BEFORE, 0) FROM REALM
            WHERE NOT EXISTS (SELECT 1 FROM DAEMUN_KNOWN_REALM KNOWN WHERE KNOWN.ID = REALM.ID)
            FETCH FIRST 5000 ROWS ONLY""";

    private static final String CLIENTS = """
            INSERT INTO DAEMUN_KNOWN_CLIENT (ID, REALM_ID, NAME, ENABLED, NOT_BEFORE, TOKEN_LIFETIME)
            SELECT ID, REALM_ID, COALESCE(CLIENT_ID, ID), ENABLED, COALESCE(NOT_BEFORE, 0), 0 FROM CLIENT
            WHERE NOT EXISTS (SELECT 1 FROM DAEMUN_KNOWN_CLIENT KNOWN WHERE KNOWN.ID = CLIENT.ID)
            FETCH FIRST 5000 ROWS ONLY""";

    /** They have tokens without a session, so they are remembered for as long as their client exists. */
    private static final String SERVICE_ACCOUNTS = """
            INSERT INTO DAEMUN_LIVING_SESSION
                (SID, CLIENT_ID, REALM_ID, USER_ID, OFFLINE, USER_NOT_BEFORE, KNOWN_WITH, LIVES_UNTIL)
            SELECT '', CLIENT.ID, CLIENT.REALM_ID, ACCOUNT.ID, FALSE, COALESCE(ACCOUNT.NOT_BEFORE, 0),
                CAST(? AS BIGINT), 9223372036854775807
            FROM DAEMUN_KNOWN_CLIENT CLIENT
            JOIN USER_ENTITY ACCOUNT
                ON ACCOUNT.REALM_ID = CLIENT.REALM_ID AND ACCOUNT.SERVICE_ACCOUNT_CLIENT_LINK = CLIENT.ID
            WHERE NOT EXISTS (SELECT 1 FROM DAEMUN_LIVING_SESSION KNOWN WHERE KNOWN.SID = '' AND KNOWN.CLIENT_ID = CLIENT.ID)
            FETCH FIRST 5000 ROWS ONLY""";

    static Step realms() {
        return new Remembering(REALMS, pass -> new Object[0]);
    }

    static Step clients() {
        return new Remembering(CLIENTS, pass -> new Object[0]);
    }

    static Step serviceAccounts() {
        return new Remembering(SERVICE_ACCOUNTS, pass -> new Object[] {pass.last()});
    }

    @Override
    public Progress page(Connection connection, Pass pass, String reached) throws SQLException {
        // What was inserted is left out by the statement itself, so the next page needs no beginning.
        return Sql.change(connection, sql, parameters.apply(pass)) < MOST ? Progress.OVER : new Progress(List.of(), "");
    }
}
