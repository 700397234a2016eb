/**
 * What an identity provider says about its accounts, and what it means here.
 *
 * <pre>
 * provider ──► http.SignalsResource ──► token.SecurityEventToken    read and verified, with keys from token.ProviderKeys
 *                      │                  or the form of Kakao's unlink webhook
 *                      │                  or of Naver's disconnect notice
 *                      └──► consequence.Consequences                in one transaction: the token's id is remembered,
 *                             │                                     sessions and link end, with Keycloak's events
 *                             └──► held.HeldIdentities              and sign-in through the provider is held or released
 *
 * sign-in ──► provider ──► post-login flow: held.HeldCondition ──► another proof ──► held.ReleaseAuthenticator
 * </pre>
 *
 * <p>Others use {@link dev.daemun.upstreamsignals.ProviderEndedLink} alone. Provider jars that listen to Keycloak's {@code FederatedIdentityRemovedEvent}
 * find out that the provider itself has ended the link, and need not be called back, from the attribute {@code
 * daemun.link-ended-upstream} of the Keycloak session, which is then the provider's alias.
 */
package dev.daemun.upstreamsignals;
