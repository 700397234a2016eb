package dev.daemun.eventlog.reconciling;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One part of a pass, done page by page. */
@FunctionalInterface
interface Step {
    /**
     * Does one page.
     *
     * @param reached where the page before ended; empty at the beginning
     */
    Progress page(Connection connection, Pass pass, String reached) throws SQLException;

    /**
     * How far a step has come.
     *
     * @param findings what this page has found
     * @param reached where the next page begins; null where this was the last one
     */
    record Progress(List<Finding> findings, String reached) {
        static final Progress OVER = new Progress(List.of(), null);

        /** Of a step that reads rows in the order of their ids. */
        static Progress of(List<Finding> findings, int rows, int most, String lastId) {
            return new Progress(findings, rows < most ? null : lastId);
        }
    }
}
