/**
 * The revocation feed. It has no Java API: services read it over HTTP or Kafka, as the README says.
 *
 * <p>The way of the data through this module:
 *
 * <pre>
 * an event has a position        recent: LogFollower's thread is woken and reads the event
 *   it withdraws tokens          withdrawal: Derivation makes Withdrawals of it
 *   they are kept in memory      recent: RecentWithdrawals, as long as such a token may live
 *   a reader asks over HTTP      http: WithdrawalsResource sends it Page after Page as a WithdrawalStream, or answers with one
 *   a page was handed to it      readers: Readers remembers how far it has come, for operators
 *   Kafka is configured          kafka: Publication sends the same pages to each realm's topic
 * </pre>
 */
package dev.daemun.revocationfeed;
