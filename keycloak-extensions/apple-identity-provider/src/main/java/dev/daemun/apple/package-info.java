/**
 * Signing in with Apple, and leaving again on either side.
 *
 * <pre>
 * Signing in
 *   browser ──► AppleIdentityProvider ──► appleid.apple.com/auth/authorize
 *   browser ◄── a form: code, state, id_token, and once in a life: user ──┘
 *      └──► AppleEndpoint ──► PostedAnswer, AppleIdTokenRules     whose name it is
 *                 │  ──► names.KeptNames                          kept at once, in a transaction of its own
 *                 │  ──► settings.ClientSecrets                   a JWT, signed with the key file
 *                 │  ──► /auth/token ──► AppleIdTokenRules        keys through the module brokering
 *                 │  ──► AppleIdentity                            the same in Keycloak's terms
 *                 └────► Keycloak: sign-in or first-login flow; when an account has the link, the kept name is deleted
 *   Each failure is an AppleRefusal: a page in the person's language, and Apple's name for the error in the log.
 *
 * Leaving in Keycloak
 *   user deleted or link removed ──► the module brokering ──► AppleUnlinking ──► /auth/revoke with the stored refresh token
 *
 * Leaving at Apple
 *   Apple ──► the module upstream-signals ──► the module brokering remembers the account for a return
 * </pre>
 */
package dev.daemun.apple;
