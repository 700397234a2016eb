package dev.daemun.eventlog.reconciling;

import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.store.EventTable;
import dev.daemun.eventlog.store.ToldEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the realms with what was known of them. */
final class KnownRealms implements Step {
    private static final int MOST = 1_000;

    private static final String COMPARE = """
            SELECT KNOWN.ID, KNOWN.ENABLED AS WAS_ENABLED, KNOWN.NOT_BEFORE AS WAS_NOT_BEFORE, REALM.ID AS FOUND,
                REALM.ENABLED, COALESCE(REALM.NOT_BEFORE, 0) AS NOT_BEFORE
            FROM DAEMUN_KNOWN_REALM KNOWN LEFT JOIN REALM ON REALM.ID = KNOWN.ID
            WHERE KNOWN.ID > ? ORDER BY KNOWN.ID FETCH FIRST 1000 ROWS ONLY""";
    private static final String REMEMBER = "UPDATE DAEMUN_KNOWN_REALM SET ENABLED = ?, NOT_BEFORE = ?"
            + " WHERE ID = ? AND ENABLED = ? AND NOT_BEFORE = ?";
    private static final String FORGET = "DELETE FROM DAEMUN_KNOWN_REALM WHERE ID = ?";

    /** A realm, as it was known and as it is; {@code now} is null where it is gone. */
    private record Compared(String id, State before, State now) {
        static Compared of(ResultSet row) throws SQLException {
            return new Compared(
                    row.getString("ID"),
                    State.of(row, "WAS_ENABLED", "WAS_NOT_BEFORE"),
                    row.getString("FOUND") == null ? null : State.of(row, "ENABLED", "NOT_BEFORE"));
        }

        boolean isToldBy(ToldEvent event) {
            return switch (event.type()) {
                case EVERYONE_SIGNED_OUT ->
                    now.enabled() && event.data().path("notBefore").asLong() >= now.notBefore();
                case REALM_UPDATED ->
                    event.data().path("enabled").asBoolean() == now.enabled()
                            && event.data().path("notBefore").asLong() >= now.notBefore();
                default -> false;
            };
        }

        /** False where it is remembered already. */
        boolean remember(Connection connection) throws SQLException {
            return Sql.change(
                            connection,
                            REMEMBER,
                            now.enabled(),
                            now.notBefore(),
                            id,
                            before.enabled(),
                            before.notBefore())
                    == 1;
        }
    }

    @Override
    public Progress page(Connection connection, Pass pass, String reached) throws SQLException {
        List<Compared> page = Sql.rows(connection, COMPARE, Compared::of, reached);
        List<Finding> findings = new ArrayList<>();
        for (Compared realm : page) {
            if (realm.now() == null) {
                // A deleted realm has an event of its own, and without the realm nothing can be told of it.
                Sql.change(connection, FORGET, realm.id());
            } else if (realm.now().refusesMoreThan(realm.before()) && !isTold(connection, pass, realm)) {
                findings.add(new Finding(
                        IdentityEventType.REALM_UPDATED,
                        realm.id(),
                        null,
                        realm.id(),
                        Map.of(
                                "enabled", realm.now().enabled(),
                                "notBefore", realm.now().notBefore()),
                        realm::remember));
            } else if (!realm.now().equals(realm.before())) {
                boolean unused = realm.remember(connection);
            }
        }
        return Progress.of(
                findings,
                page.size(),
                MOST,
                page.isEmpty() ? "" : page.get(page.size() - 1).id());
    }

    private static boolean isTold(Connection connection, Pass pass, Compared realm) throws SQLException {
        return new EventTable(connection)
                .toldOf(List.of(realm.id()), pass.since()).stream().anyMatch(realm::isToldBy);
    }
}
