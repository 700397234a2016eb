/**
 * Signing in with Kakao, and leaving again on either side.
 *
 * <pre>
 * Signing in
 *   browser ──► KakaoIdentityProvider ──► kauth.kakao.com/oauth/authorize
 *   browser ◄── code, state ──────────────┘
 *      └──► KakaoEndpoint ──► TokenAnswer       from /oauth/token, with StoredToken for a later refresh
 *                 │  ──► IdTokenRules           only where Kakao sent an ID token; signing keys through KakaoKeys
 *                 │  ──► KakaoApi, KakaoAccount  from /v2/user/me: the number, the nickname, a verified address
 *                 │  ──► KakaoIdentity           the same in Keycloak's terms
 *                 │  ──► ended.EndedLinks        links the account again that the person had before an unlink
 *                 └────► Keycloak: sign-in or first-login flow, and the mappers of this package
 *   Each failure is a KakaoRefusal: a page in the person's language, and Kakao's number for the error in the log.
 *
 * Leaving in Keycloak
 *   user deleted or link removed ──► unlink.Unlinker ──► unlink.UnlinkQueue      in the same transaction
 *                                     after the commit ──► unlink.RepeatedWork ──► unlink.UnlinkCall ──► Kakao
 *
 * Leaving at Kakao
 *   Kakao ──► the module upstream-signals    removes the link and the sessions begun through it
 *                └──► ended.EndedLinkListener ──► ended.EndedLinks     remembers the account for a return
 *                                                   └──► ended.DeletionRound   deletes it after some days, where that is set
 * </pre>
 */
package dev.daemun.kakao;
