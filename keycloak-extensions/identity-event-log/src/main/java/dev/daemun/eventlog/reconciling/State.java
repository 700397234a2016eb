package dev.daemun.eventlog.reconciling;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How a realm or a client stands, as far as that decides about all of its tokens.
 *
 * @param notBefore tokens issued before this second are refused
 */
record State(boolean enabled, long notBefore) {
    static State of(ResultSet row, String enabled, String notBefore) throws SQLException {
        return new State(row.getBoolean(enabled), row.getLong(notBefore));
    }

    /** Whether tokens that were good before are refused now. */
    boolean refusesMoreThan(State before) {
        return (before.enabled && !enabled) || notBefore > before.notBefore;
    }
}
