/**
 * The identity event log, as other provider jars use it. Nothing outside this package is for their use.
 *
 * <p>The way of the data through this module:
 *
 * <pre>
 * Keycloak reports a change      capture: Staging keeps its event in the session
 *   the transaction prepares     capture: EventWriter inserts the event as a row (store), or takes the change back
 *   the transaction commits      sequencing: Sequencer is nudged and gives the row a position
 *   a reader is woken            IdentityEventLog.after(cursor) returns the events after its cursor
 *   the row is old               sequencing: Cleaning deletes it
 * </pre>
 *
 * <p>A reader works on a thread of its own. {@link dev.daemun.eventlog.RepeatedWork} is that thread, {@link
 * dev.daemun.eventlog.Transactions} opens its transactions, {@link dev.daemun.eventlog.Database} runs its SQL and {@link
 * dev.daemun.eventlog.TablesFactory} creates its tables.
 */
package dev.daemun.eventlog;
