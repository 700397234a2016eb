package dev.daemun.eventlog.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Lets one node at a time search, however many there are. */
final class Turn {
    private static final String TAKE = "UPDATE DAEMUN_RECONCILING SET DUE_AT = ? WHERE ID = 1 AND DUE_AT <= ?";

    private final Connection connection;

    Turn(Connection connection) {
        this.connection = connection;
    }

    /** Takes it for this long; false where another node has it, or had it less than that ago. */
    boolean take(Instant now, Duration interval) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setLong(1, now.plus(interval).toEpochMilli());
            statement.setLong(2, now.toEpochMilli());
            return statement.executeUpdate() == 1;
        }
    }
}
