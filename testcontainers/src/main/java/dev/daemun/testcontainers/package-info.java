/**
 * A real Keycloak for the tests of a service that trusts access tokens by {@code resource-server-starter}. {@link
 * dev.daemun.testcontainers.DaemunContainer} is all that is public here.
 *
 * <pre>
 * process of the test                                     container
 *   stand-ins of Kakao, Naver, Google, Apple  &lt;--proxy---  Keycloak with Daemun's jars, realm and demo users
 *   signInWith(KAKAO, ...)  ---pages, as a browser------&gt;      |            |
 *   service under test      &lt;---keys, withdrawn tokens---------+            |
 *   test                    &lt;---access token--------------------------------+
 * </pre>
 */
package dev.daemun.testcontainers;
