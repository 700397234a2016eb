package dev.daemun.eventlog.reconciling;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Remembers the sessions whose tokens may be alive: those that were begun or refreshed since the pass before. Keycloak writes the
 * moment into the session's row each time it issues tokens for a sign-in or a refresh token. A user who is gone is not remembered
 * again; users who are nowhere but in a directory have ids that begin with {@code f:}.
 *
 * @param slice one value each of two columns with which the index begins that finds these sessions; there are few values
 */
record NewSessions(String slice) implements Step {
    /** How far the clocks of Keycloak's nodes may be behind the database's, and how long a transaction may take. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private static final int MOST = 5_000;

    private static final String REMEMBER = """
            INSERT INTO DAEMUN_LIVING_SESSION
                (SID, CLIENT_ID, REALM_ID, USER_ID, OFFLINE, USER_NOT_BEFORE, KNOWN_WITH, LIVES_UNTIL)
            SELECT WHOLE.USER_SESSION_ID, PART.CLIENT_ID, WHOLE.REALM_ID, WHOLE.USER_ID,
                CASE WHEN WHOLE.OFFLINE_FLAG = '1' THEN TRUE ELSE FALSE END, COALESCE(PERSON.NOT_BEFORE, 0),
                CAST(? AS BIGINT), WHOLE.LAST_SESSION_REFRESH + CLIENT.TOKEN_LIFETIME
            FROM REALM
            JOIN OFFLINE_USER_SESSION WHOLE ON WHOLE.REALM_ID = REALM.ID AND SLICE AND WHOLE.LAST_SESSION_REFRESH >= ?
            JOIN OFFLINE_CLIENT_SESSION PART
                ON PART.USER_SESSION_ID = WHOLE.USER_SESSION_ID AND PART.OFFLINE_FLAG = WHOLE.OFFLINE_FLAG
            JOIN DAEMUN_KNOWN_CLIENT CLIENT ON CLIENT.ID = PART.CLIENT_ID
            LEFT JOIN USER_ENTITY PERSON ON PERSON.ID = WHOLE.USER_ID
            WHERE WHOLE.LAST_SESSION_REFRESH + CLIENT.TOKEN_LIFETIME > ?
            AND (PERSON.ID IS NOT NULL OR WHOLE.USER_ID LIKE 'f:%')
            AND NOT EXISTS (SELECT 1 FROM DAEMUN_LIVING_SESSION KNOWN
                WHERE KNOWN.SID = WHOLE.USER_SESSION_ID AND KNOWN.CLIENT_ID = PART.CLIENT_ID)
            FETCH FIRST 5000 ROWS ONLY""";

    private static final String LONGEST = "SELECT COALESCE(MAX(TOKEN_LIFETIME), 0) FROM DAEMUN_KNOWN_CLIENT";

    /** One for each pair of values. */
    static List<Step> slices() {
        return List.of("'0' AND WHOLE.REMEMBER_ME = ", "'1' AND WHOLE.REMEMBER_ME = ").stream()
                .flatMap(flag -> List.of(flag + "FALSE", flag + "TRUE", flag.replace("= ", "IS NULL")).stream())
                .<Step>map(rest -> new NewSessions("WHOLE.OFFLINE_FLAG = " + rest))
                .toList();
    }

    @Override
    public Progress page(Connection connection, Pass pass, String reached) throws SQLException {
        long longest = Sql.rows(connection, LONGEST, row -> row.getLong(1)).get(0);
        long now = pass.now().getEpochSecond();
        long from = Math.max(now - longest, pass.before().minus(LATE).getEpochSecond());
        int remembered = Sql.change(connection, REMEMBER.replace("SLICE", slice), pass.last(), from, now);
        return remembered < MOST ? Progress.OVER : new Progress(List.of(), "");
    }
}
