/**
 * What a service needs to trust the access tokens of an issuer, free of servlets and of Reactor.
 *
 * <p>The way of a token through a request. The packages {@code servlet} and {@code reactive} do the first and the last step, each
 * for its own stack; everything between them is the same for both.
 *
 * <pre>
 *  Authorization header
 *        │  one header, well-formed: {@link dev.daemun.resourceserver.AuthorizationHeader}
 *        ▼
 *  decoder ── seen lately? ── yes ──────────────────────────┐   cache.CachingJwtDecoder
 *        │ no                                               │
 *        ▼                                                  │
 *  written as usual? decoding.PlainTokenDecoder ─── yes ────┤   its signature is verified by Nimbus
 *        │ no, or not good                                  │
 *        ▼                                                  │
 *  one spelling only: OneSpellingJwtDecoder                 │
 *        ▼                                                  │
 *  signature, by a key of the issuer ◄── keys.SigningKeys   │
 *        ▼                                                  │
 *  claims as issued: ClaimsAsIssued                         │
 *        └───────────────────────┬──────────────────────────┘
 *                                ▼
 *  rules, each time: AccessTokenRules (type, issuer, audience, times, bound by DPoP or by nothing)
 *                                ▼
 *  denylist, each time: withdrawal.WithdrawnTokens ──► withdrawal.Withdrawals ──► Denylist
 *                                ▼
 *  with a bound token: dpop.ProofVerifier ──► dpop.UsedProofs, here or in Redis
 *                                ▼
 *  authorities: {@link dev.daemun.resourceserver.RolesAndScopes};  a refused token: {@link dev.daemun.resourceserver.TokenProblem}
 * </pre>
 *
 * <p>The way of a withdrawal into the denylist. It goes on all the time, on one thread, whether there are requests or not.
 *
 * <pre>
 *  issuer's revocation feed ──HTTP──► withdrawal.HttpFeed ──┐
 *                           ──Kafka─► withdrawal.KafkaFeed ─┤ one of the two
 *                                                           ▼
 *  withdrawal.BackgroundLoop, the thread ──► withdrawal.FeedReader, which keeps the cursor
 *                                                           ▼
 *                         withdrawal.Withdrawals: the Denylist, and until when everything is known
 *                                                           ▼
 *         health, metrics, and withdrawal.StaleKnowledge: what is served when that is too long ago
 * </pre>
 */
package dev.daemun.resourceserver;
