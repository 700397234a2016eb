/**
 * The first sign-in through a provider, from the provider's answer to one account with one link.
 *
 * <pre>
 * provider ──► Keycloak's broker endpoint ──► first-broker-login flow
 *                                                │
 *              RememberProviderAddressAuthenticator  keeps the address that the provider gave
 *                                                │
 *              (Keycloak: review profile)            the person may type another address
 *                                                │
 *              CreateUserUnlessProvableAuthenticator asks VerifiedAddress
 *                   │                            │
 *              new account               existing account ──► (Keycloak: proof by password, provider or mail)
 *                   └──────────────┬─────────────┘
 *              LinkAccountAuthenticator              adds the link and logs REGISTER or FEDERATED_IDENTITY_LINK
 *                                  │                 through NewLink, in the transaction of the new account
 *              OneAccountPerIdentity                 hears of each added link and inserts its identity
 *                                  │                 into LinkedIdentityTable, whose primary key decides
 *                 ┌────────────────┴──────────────┐
 *            committed                    identity is another account's: rolled back
 *                 │                               │
 *        FirstSignIn.finish             FirstSignIn.startOver ──► the flow again, which finds the link
 * </pre>
 *
 * <p>Each of the three steps first asks whether the identity has been linked meanwhile, in another browser, and then signs in
 * to that account.
 */
package dev.daemun.safelinking;
