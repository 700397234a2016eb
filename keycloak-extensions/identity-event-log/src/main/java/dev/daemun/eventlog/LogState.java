package dev.daemun.eventlog;

/**
 * What the log holds.
 *
 * @param logId a UUID that was made together with the log's tables: another id means another log with other positions
 * @param forgotten the highest position that was deleted; the log can't continue from a cursor below it
 * @param last the highest position given out so far, 0 in an empty log
 */
public record LogState(String logId, long forgotten, long last) {}
