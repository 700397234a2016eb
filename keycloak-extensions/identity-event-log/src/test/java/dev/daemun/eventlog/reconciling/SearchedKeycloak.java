package dev.daemun.eventlog.reconciling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import dev.daemun.eventlog.store.EventTable;
import dev.daemun.eventlog.store.NewEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.keycloak.models.KeycloakSession;

/** Keycloak's tables with one realm, one client with a service account, and one user with a session, all of them known. */
final class SearchedKeycloak {
    static final Duration INTERVAL = Duration.ofSeconds(20);
    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** What was recorded, each as type, user or thing, and facts. */
    final List<Finding> recorded = new ArrayList<>();

    /** The users whose findings can't be recorded. */
    final Set<String> failing = new HashSet<>();

    final MeterRegistry metrics = new SimpleMeterRegistry();
    final MovableClock clock = new MovableClock();
    private final TestTransactions transactions;
    private final Reconciler reconciler;

    SearchedKeycloak(TestDatabase kind) throws Exception {
        transactions = new TestTransactions(kind.migrated("META-INF/daemun-event-log-changelog.xml"));
        reconciler = node();
        execute("INSERT INTO REALM VALUES ('R', TRUE, 0, " + LIFETIME.toSeconds() + ", 60)");
        execute("INSERT INTO CLIENT VALUES ('C', 'R', 'web-app', TRUE, NULL)");
        user("A", "'C'");
        user("U", "NULL");
        session("S", "U", "C", "0");
        search();
        assertThat(recorded).isEmpty();
    }

    Reconciler node() {
        return new Reconciler(transactions, INTERVAL, connection -> clock.instant(), metrics, this::remember);
    }

    void user(String id, String client) {
        execute("INSERT INTO USER_ENTITY (ID, REALM_ID, ENABLED, SERVICE_ACCOUNT_CLIENT_LINK) VALUES ('" + id
                + "', 'R', TRUE, " + client + ")");
    }

    /** A session that has just been refreshed. */
    void session(String sid, String user, String client, String offline) {
        execute("INSERT INTO OFFLINE_USER_SESSION VALUES ('" + sid + "', '" + offline + "', 'R', '" + user
                + "', FALSE, " + clock.instant().getEpochSecond() + ")");
        part(sid, client, offline);
    }

    void part(String sid, String client, String offline) {
        execute("INSERT INTO OFFLINE_CLIENT_SESSION VALUES ('" + sid + "', '" + client + "', '" + offline + "')");
    }

    void refresh(String sid) {
        execute("UPDATE OFFLINE_USER_SESSION SET LAST_SESSION_REFRESH = "
                + clock.instant().getEpochSecond() + " WHERE USER_SESSION_ID = '" + sid + "'");
    }

    /** The next pass, from its beginning to its end. */
    void search() {
        clock.advance(INTERVAL);
        Next next = reconciler.round();
        while (!next.endsByNudge()) {
            next = reconciler.round();
        }
    }

    /** An event that a road's own capture has written, with a position as it is given out after the commit. */
    void tell(IdentityEventType type, String user, String key, String data, boolean positioned) {
        transactions.run(session -> new Database(session).change(connection -> {
            new EventTable(connection)
                    .insert(List.of(new NewEvent(
                            UUID.randomUUID().toString(),
                            type.id(),
                            "R",
                            "https://id.example.com/realms/r",
                            user,
                            key,
                            clock.instant(),
                            data,
                            null)));
            if (positioned) {
                Sql.change(connection, "UPDATE DAEMUN_EVENT_SEQUENCER SET LAST_POSITION = LAST_POSITION + 1");
                Sql.change(
                        connection,
                        "UPDATE DAEMUN_EVENT SET POSITION = (SELECT LAST_POSITION FROM DAEMUN_EVENT_SEQUENCER),"
                                + " POSITIONED_AT = 0 WHERE POSITION IS NULL");
            }
        }));
    }

    void execute(String sql) {
        transactions.run(session -> new Database(session).change(connection -> execute(connection, sql)));
    }

    long number(String sql) {
        return transactions.call(session -> new Database(session)
                .get(connection ->
                        Sql.rows(connection, sql, row -> row.getLong(1)).get(0)));
    }

    double counted() {
        return metrics.counter("daemun.event.log.found").count();
    }

    List<String> found() {
        return recorded.stream()
                .map(finding -> finding.type().shortName() + " "
                        + (finding.userId() == null ? finding.thing() : finding.userId()))
                .toList();
    }

    private void remember(KeycloakSession session, Finding finding) {
        if (finding.userId() != null && failing.contains(finding.userId())) {
            throw new IllegalStateException(finding.userId());
        }
        // As the log itself does when it inserts the event.
        if (finding.type() == IdentityEventType.DISABLED) {
            new Database(session)
                    .change(connection -> Sql.change(
                            connection,
                            "INSERT INTO DAEMUN_DISABLED_USER (USER_ID, REALM_ID) VALUES (?, 'R')",
                            finding.userId()));
        } else if (finding.type() == IdentityEventType.ENABLED) {
            new Database(session)
                    .change(connection -> Sql.change(
                            connection, "DELETE FROM DAEMUN_DISABLED_USER WHERE USER_ID = ?", finding.userId()));
        }
        recorded.add(finding);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
