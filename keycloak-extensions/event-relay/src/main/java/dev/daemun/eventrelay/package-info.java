/**
 * The event relay, as other provider jars use it. Nothing outside this package is for their use.
 *
 * <p>The way of the data through this module:
 *
 * <pre>
 * an event has a position        relay: RelayRunner's thread for a destination is woken
 *   this node has the lease      relay: Lease, one node of the cluster for each destination
 *   the event is read            relay: LogCursor, with the destination's cursor
 *   it is written as a letter    relay: CloudEventJson
 *   the destination answers      Destination.deliver: webhook.WebhookDestination, kafka.KafkaDestination or another
 *     DELIVERED                  the next event follows, and the cursor moves at the end of the batch
 *     AWAY                       relay: Attempts, the same event again after a pause
 *     REFUSED                    deadletter: a row that an operator sees, and the next event follows
 * </pre>
 *
 * <p>A jar with a destination of its own implements {@link dev.daemun.eventrelay.EventRelayFactory} and {@link
 * dev.daemun.eventrelay.Destination}. One that writes to Kafka itself takes {@link dev.daemun.eventrelay.KafkaTarget} and
 * {@link dev.daemun.eventrelay.ReliableProducer}.
 */
package dev.daemun.eventrelay;
