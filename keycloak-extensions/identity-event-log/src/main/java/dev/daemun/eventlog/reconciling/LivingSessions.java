package dev.daemun.eventlog.reconciling;

import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.store.EventTable;
import dev.daemun.eventlog.store.ToldEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the sessions whose tokens may be alive, and their users, with what was known of them. */
final class LivingSessions implements Step {
    private static final int MOST = 1_000;

    private static final String COMPARE = """
            SELECT KNOWN.ID, KNOWN.SID, KNOWN.CLIENT_ID, CLIENT.NAME AS CLIENT_NAME, KNOWN.REALM_ID, KNOWN.USER_ID,
                KNOWN.OFFLINE, KNOWN.USER_NOT_BEFORE, KNOWN.KNOWN_WITH, KNOWN.LIVES_UNTIL,
                (SELECT MAX(WHOLE.LAST_SESSION_REFRESH) + CLIENT.TOKEN_LIFETIME FROM OFFLINE_USER_SESSION WHOLE
                    WHERE WHOLE.USER_SESSION_ID = KNOWN.SID AND WHOLE.OFFLINE_FLAG IN ('0', '1')) AS MAY_LIVE_UNTIL,
                EXISTS (SELECT 1 FROM OFFLINE_CLIENT_SESSION PART WHERE PART.USER_SESSION_ID = KNOWN.SID
                    AND PART.CLIENT_ID = KNOWN.CLIENT_ID) AS HAS_PART,
                PERSON.ID AS PERSON, PERSON.ENABLED AS PERSON_ENABLED, PERSON.NOT_BEFORE AS PERSON_NOT_BEFORE,
                DISABLED.USER_ID IS NOT NULL AS IN_LOG_DISABLED
            FROM DAEMUN_LIVING_SESSION KNOWN
            LEFT JOIN DAEMUN_KNOWN_CLIENT CLIENT ON CLIENT.ID = KNOWN.CLIENT_ID
            LEFT JOIN USER_ENTITY PERSON ON PERSON.ID = KNOWN.USER_ID
            LEFT JOIN DAEMUN_DISABLED_USER DISABLED ON DISABLED.USER_ID = KNOWN.USER_ID
            WHERE KNOWN.ID > ? ORDER BY KNOWN.ID FETCH FIRST 1000 ROWS ONLY""";
    private static final String PROLONG = "UPDATE DAEMUN_LIVING_SESSION SET LIVES_UNTIL = ? WHERE ID = ?";

    @Override
    public Progress page(Connection connection, Pass pass, String reached) throws SQLException {
        long after = reached.isEmpty() ? 0 : Long.parseLong(reached);
        List<LivingSession> page = Sql.rows(connection, COMPARE, LivingSession::of, after);
        List<LivingSession> changed = new ArrayList<>();
        long now = pass.now().getEpochSecond();
        for (LivingSession session : page) {
            if (session.isOver(now)) {
                SessionChange.forget(connection, session);
            } else if (!session.changes().isEmpty()) {
                changed.add(session);
            } else if (session.livesUntil() < now) {
                Sql.change(connection, PROLONG, session.mayLiveUntil(), session.id());
            }
        }
        String last =
                page.isEmpty() ? "" : Long.toString(page.get(page.size() - 1).id());
        return Progress.of(untold(connection, pass, changed), page.size(), MOST, last);
    }

    /** What has been told is remembered, and what has not is returned, each once. */
    private static List<Finding> untold(Connection connection, Pass pass, List<LivingSession> changed)
            throws SQLException {
        if (changed.isEmpty()) {
            return List.of();
        }
        // Afterwards: a change that the page saw was committed together with its event, if it has one.
        List<ToldEvent> told = new EventTable(connection).toldOf(keys(changed), pass.since());
        List<Finding> findings = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (LivingSession session : changed) {
            for (IdentityEventType type : session.changes()) {
                SessionChange change = new SessionChange(session, type);
                if (told.stream().anyMatch(change::isToldBy) || !found.add(change.key())) {
                    boolean unused = change.settle(connection);
                } else {
                    findings.add(change.finding());
                }
            }
        }
        return findings;
    }

    private static Set<String> keys(List<LivingSession> changed) {
        return changed.stream()
                .flatMap(session -> Stream.of(session.userId(), session.realmId(), session.clientUuid(), session.sid()))
                .collect(Collectors.toSet());
    }
}
