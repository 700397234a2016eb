/**
 * Calls other services: the other half of what a service needs, beside trusting its own callers. The way of a call:
 *
 * <pre>
 *  application ──► {@link dev.daemun.servicecalls.ServiceRestClients} or {@link dev.daemun.servicecalls.ServiceWebClients}
 *        │
 *        ▼
 *  TokenInterceptor, TokenFilter      who is the caller? is the address the service's own?
 *        ▼
 *  OutgoingTokens                     was the caller's token withdrawn? is it bound to a key?
 *        │
 *        ├── token=callers ────────── the caller's token as it came
 *        │
 *        └── exchanged, own ──► IssuedTokens, bounded, by the digest of the caller's token
 *                                   │ not remembered
 *                                   ▼
 *                               TokenEndpoint ──► issuer; what it refuses: TokenRefusal
 *        ▼
 *  OutgoingTokens                     was the issued token withdrawn?
 *        ▼
 *  the service; with its 401 the token is forgotten
 * </pre>
 *
 * <p>Nothing here is a bean of a type that Spring Security looks for, so that an application's own OAuth 2 clients stay as they are.
 */
package dev.daemun.servicecalls;
