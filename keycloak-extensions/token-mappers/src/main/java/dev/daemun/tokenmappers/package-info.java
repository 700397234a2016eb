/**
 * From a session and a user to the claims of a token.
 *
 * <pre>
 * Keycloak issues a token, or answers userinfo or introspection
 *    │  calls each mapper of the token's client scopes
 *    ▼
 * ClaimMapper            adds nothing where the session or the user is missing, so that no token request fails
 *    ├── RolesMapper ──► Audience    who will read the token
 *    │               └─► RolePlace   which role names are true for all of them ──► roles
 *    ├── IdpMapper   ──► SignIn      how the session began ─────────────────────► idp
 *    └── AgeMapper   ──► KoreanAge   years in Seoul, from the birth date ────────► age_over_14, age_over_19
 *                          ClaimName writes the claim under the name that the administrator chose
 * </pre>
 *
 * <p>{@code AccessTokenType} stands apart: a client policy calls it when somebody makes a client, whose access tokens then get
 * the type {@code at+jwt}. So does {@code NoFullScope}, which a client policy calls when somebody saves one, too.
 */
package dev.daemun.tokenmappers;
