package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.DatabaseClock;
import dev.daemun.eventlog.LockLimits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * The latest time that a node's clock has shown, of the nodes whose clocks are ahead of the database's. A token says by its node's clock
 * when it was issued, and would look newer than what withdraws it if that were dated by the database's clock. Services compare seconds
 * and add a margin of one, so that differences below that need no row.
 */
final class LatestClock {
    private static final Logger LOG = Logger.getLogger(LatestClock.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration TOLERATED = Duration.ofMillis(250);

    /** Withdrawals that were dated a day ahead would refuse a user's new tokens for a day, so a clock counts only up to here. */
    private static final Duration MOST = Duration.ofSeconds(30);

    private static final Duration LOGGED = Duration.ofSeconds(1);

    private final Clock own;
    private Instant lookedAt = Instant.MIN;
    private boolean logged;

    LatestClock(Clock own) {
        this.own = own;
    }

    /** What the nodes that are ahead have shown; long ago where none is. */
    static Instant of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT LATEST FROM DAEMUN_EVENT_CLOCK WHERE ID = 1")) {
            row.next();
            return Instant.ofEpochMilli(row.getLong(1));
        }
    }

    /** Lets the other nodes know where this node's clock is ahead. Looks again only after a while. */
    void note(Connection connection) throws SQLException {
        // Before the question, so that a slow answer makes no clock look ahead.
        Instant shown = own.instant();
        if (!shown.isBefore(lookedAt) && shown.isBefore(lookedAt.plus(BETWEEN_LOOKS))) {
            return;
        }
        lookedAt = shown;
        Instant shared = DatabaseClock.now(connection, own);
        Duration ahead = Duration.between(shared, shown);
        log(ahead);
        if (ahead.compareTo(TOLERATED) > 0) {
            raise(connection, ahead.compareTo(MOST) < 0 ? shown : shared.plus(MOST));
        }
    }

    private static void raise(Connection connection, Instant shown) throws SQLException {
        // Another node that is ahead may be frozen while it holds the lock of this row.
        LockLimits.apply(connection);
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE DAEMUN_EVENT_CLOCK SET LATEST = ? WHERE ID = 1 AND LATEST < ?")) {
            statement.setLong(1, shown.toEpochMilli());
            statement.setLong(2, shown.toEpochMilli());
            statement.executeUpdate();
        }
    }

    private void log(Duration ahead) {
        boolean far = ahead.compareTo(LOGGED) > 0;
        if (far && !logged) {
            LOG.warnf(
                    "This node's clock is %d ms ahead of the database's. Until it is right, services refuse tokens that are issued"
                            + " for so long after a withdrawal. If it is more than %d s ahead, they accept withdrawn tokens of this"
                            + " node. Set the clocks of the hosts by NTP.",
                    ahead.toMillis(), MOST.toSeconds());
        } else if (!far && logged) {
            LOG.info("This node's clock is no longer ahead of the database's.");
        }
        logged = far;
    }
}
