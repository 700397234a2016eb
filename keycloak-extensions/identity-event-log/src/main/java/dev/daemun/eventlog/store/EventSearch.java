package dev.daemun.eventlog.store;

import dev.daemun.eventlog.IdentityEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A search for events of one realm by an index.
 *
 * @param from the first moment; neither moment matters where a position is asked for
 * @param to the last moment
 * @param before only events with a lower position
 * @param most how many events are asked for; one more is returned where there is one
 */
public record EventSearch(Key key, Instant from, Instant to, long before, int most) {
    private static final String EVENTS = """
            SELECT POSITION, ID, SOURCE, TYPE, SUBJECT, PARTITION_KEY, REALM_ID, EVENT_TIME, POSITIONED_AT, DATA
            FROM DAEMUN_EVENT WHERE REALM_ID = ? AND""";
    private static final String IN_TIME = " AND POSITION < ? AND EVENT_TIME BETWEEN ? AND ?";
    private static final String NEWEST = " ORDER BY POSITION DESC FETCH FIRST ? ROWS ONLY";

    /** By what events are found. */
    public enum By {
        /** Events about a user are kept under the user's id. */
        USER(" PARTITION_KEY = ?"),
        /** Only events that name a session. */
        SESSION(" SESSION_ID = ?"),
        /** One event. */
        POSITION(" POSITION = ?");

        private final String condition;

        By(String condition) {
            this.condition = condition;
        }
    }

    /** What is searched for. */
    public record Key(By by, String value) {}

    /** The newest first. */
    public List<IdentityEvent> on(Connection connection, String realmId) throws SQLException {
        boolean one = key.by() == By.POSITION;
        String sql = EVENTS + key.by().condition + (one ? "" : IN_TIME) + NEWEST;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            statement.setString(next++, realmId);
            if (one) {
                statement.setLong(next++, Long.parseLong(key.value()));
            } else {
                statement.setString(next++, key.value());
                statement.setLong(next++, before);
                statement.setLong(next++, from.toEpochMilli());
                statement.setLong(next++, to.toEpochMilli());
            }
            statement.setInt(next, most + 1);
            try (ResultSet rows = statement.executeQuery()) {
                List<IdentityEvent> events = new ArrayList<>();
                while (rows.next()) {
                    events.add(EventTable.event(rows));
                }
                return events;
            }
        }
    }
}
