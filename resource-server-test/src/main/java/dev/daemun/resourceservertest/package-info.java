/**
 * What the tests of a service add that trusts access tokens by {@code resource-server-starter}. All that is public here is meant to be
 * used.
 *
 * <p>{@link dev.daemun.resourceservertest.WithDaemunToken} runs a test as somebody who has a token, whose authorities are made as in
 * production; no signature is involved, so it is quick and serves test slices. {@link
 * dev.daemun.resourceservertest.WithDaemunIssuer} gives the service an issuer that signs real tokens, which pass through every rule of
 * the starter, and that withdraws them.
 */
package dev.daemun.resourceservertest;
