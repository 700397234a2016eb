/**
 * Signing in with Kakao, and leaving again on either side. How the data go through a provider stands in the module brokering, which
 * this one builds on; here is what is Kakao's own.
 *
 * <pre>
 * Signing in
 *   KakaoIdentityProvider ──► KakaoApi           /oauth/token, and /v2/user/me: the number, the nickname, a verified address
 *             │  ──► KakaoIdTokenRules           only where Kakao sent an ID token
 *             │  ──► KakaoAccount, KakaoIdentity the person in Keycloak's terms
 *             └────► the mappers of this package
 *   Each failure is a KakaoRefusal: a page in the person's language, and Kakao's number for the error in the log.
 *
 * Leaving in Keycloak
 *   KakaoUnlinking ──► /v1/user/unlink           with the admin key
 *
 * Leaving at Kakao
 *   KakaoEndedLinkTable                          remembers which account the person had
 * </pre>
 */
package dev.daemun.kakao;
