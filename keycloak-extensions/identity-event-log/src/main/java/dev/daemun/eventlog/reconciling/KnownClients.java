package dev.daemun.eventlog.reconciling;

import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.store.EventTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Compares the clients with what was known of them, and keeps how long their access tokens live. */
final class KnownClients implements Step {
    private static final int MOST = 1_000;

    private static final String COMPARE = """
            SELECT KNOWN.ID, KNOWN.REALM_ID, KNOWN.NAME AS WAS_NAME, KNOWN.ENABLED AS WAS_ENABLED,
                KNOWN.NOT_BEFORE AS WAS_NOT_BEFORE, KNOWN.TOKEN_LIFETIME, CLIENT.ID AS FOUND, COALESCE(CLIENT.CLIENT_ID, CLIENT.ID) AS NAME,
                CLIENT.ENABLED, COALESCE(CLIENT.NOT_BEFORE, 0) AS NOT_BEFORE, REALM.ACCESS_TOKEN_LIFESPAN,
                REALM.ACCESS_TOKEN_LIFE_IMPLICIT, OWN.VALUE AS OWN_LIFESPAN
            FROM DAEMUN_KNOWN_CLIENT KNOWN
            LEFT JOIN CLIENT ON CLIENT.ID = KNOWN.ID
            LEFT JOIN REALM ON REALM.ID = KNOWN.REALM_ID
            LEFT JOIN CLIENT_ATTRIBUTES OWN ON OWN.CLIENT_ID = KNOWN.ID AND OWN.NAME = 'access.token.lifespan'
            WHERE KNOWN.ID > ? ORDER BY KNOWN.ID FETCH FIRST 1000 ROWS ONLY""";

    @Override
    public Progress page(Connection connection, Pass pass, String reached) throws SQLException {
        List<ComparedClient> page = Sql.rows(connection, COMPARE, ComparedClient::of, reached);
        List<Finding> findings = new ArrayList<>();
        for (ComparedClient client : page) {
            client.rememberLifetime(connection);
            if (client.mayBeUntold() && !isTold(connection, pass, client)) {
                findings.add(client.finding());
            } else if (!client.isUnchanged()) {
                boolean unused = client.settle(connection);
            }
        }
        return Progress.of(
                findings,
                page.size(),
                MOST,
                page.isEmpty() ? "" : page.get(page.size() - 1).id());
    }

    private static boolean isTold(Connection connection, Pass pass, ComparedClient client) throws SQLException {
        List<String> keys = List.of(client.id(), client.realmId());
        return new EventTable(connection)
                .toldOf(keys, pass.since()).stream()
                        .anyMatch(event -> event.type() == IdentityEventType.REALM_DELETED || client.isToldBy(event));
    }
}
