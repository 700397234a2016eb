/**
 * What Daemun's identity providers have in common: signing in, and leaving again on either side.
 *
 * <pre>
 * The way of the data: signing in
 *   browser ──► BrokeredProvider ──► the provider's authorization endpoint
 *   browser ◄── code, state ─────────┘
 *      └──► SignInEndpoint ──► TokenAnswer      from the token endpoint, with StoredToken for a later refresh
 *                 │  ──► IdTokenRules           where the provider sent an ID token; signing keys through ProviderKeys
 *                 │  ──► the provider's own code says who it is, with StorableText, VerifiedEmail
 *                 │  ──► EndedLinks             links the account again that the person had before an unlink
 *                 └────► Keycloak: sign-in or first-login flow, and the provider's mappers, such as a DerivedAttributeMapper
 *   Each failure is a ProviderRefusal: a page in the person's language, and the error's name in the log.
 *
 * Leaving in Keycloak
 *   user deleted or link removed ──► Unlinker ──► UnlinkQueue      in the same transaction
 *                            after the commit ──► RepeatedWork ──► UnlinkDelivery ──► Unlinking, the provider's own call
 *
 * Leaving at the provider
 *   provider ──► the module upstream-signals    removes the link and the sessions begun through it
 *                   └──► EndedLinkListener ──► EndedLinks      remembers the account for a return
 *                                                 └──► DeletionRound   deletes it after some days, where that is set
 * </pre>
 */
package dev.daemun.brokering;
