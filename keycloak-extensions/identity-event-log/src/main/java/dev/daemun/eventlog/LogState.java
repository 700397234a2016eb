package dev.daemun.eventlog;

/**
 * What a log holds.
 *
 * @param logId a UUID made with the log's table: another id means another log, whose positions mean something else
 * @param forgotten the highest position that is deleted; a cursor below it is of no use any more
 * @param last the highest position given out, 0 at the very first
 */
public record LogState(String logId, long forgotten, long last) {}
