/**
 * Signing in with Naver, and leaving again on either side. How the data go through a provider stands in the module brokering, which
 * this one builds on; here is what is Naver's own.
 *
 * <pre>
 * Signing in
 *   NaverIdentityProvider ──► NaverApi           the token endpoint of the mode, and /v1/nid/me
 *             │  ──► tokens.NaverAnswer          errors that come with 200, and a lifetime that comes as a text
 *             │  ──► NaverIdTokenRules           only where Naver sent an ID token
 *             │  ──► NaverAccount                the person, out of "response"
 *             └────► the mappers of this package
 *   Each failure is a tokens.NaverRefusal: a page in the person's language, and the name of the error in the log.
 *
 * Leaving in Keycloak
 *   tokens.NaverUnlinking ──► /oauth2.0/revoke   with the stored token
 *
 * Leaving at Naver
 *   Naver ──► the module upstream-signals        the disconnect notice, which is sent once
 *   tokens.TokenCheck ──► tokens.CheckRound ──► a refresh of each stored token
 *                            └──► the module upstream-signals, where Naver says that the grant has ended
 *   NaverEndedLinkTable                          remembers which account the person had
 * </pre>
 */
package dev.daemun.naver;
