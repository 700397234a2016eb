package dev.daemun.eventlog;

import java.time.Instant;

/**
 * Up to which moment the log is complete. Both moments are told by the database's clock, which is one for all nodes.
 *
 * @param until everything that was committed before has a position. It stays behind while a committed event waits for its position,
 *     as where the node that gives them out is frozen
 * @param now when this was found out; as long ago as the clock now says more, it is old
 */
public record Completeness(Instant until, Instant now) {}
