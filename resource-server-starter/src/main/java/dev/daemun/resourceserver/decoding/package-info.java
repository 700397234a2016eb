/**
 * The shorter way from the text of a new token to its claims: for tokens as an issuer usually writes them, whose signature Nimbus
 * verifies. All others, and all that are to be refused, go the way that Spring Security and Nimbus have for them.
 */
package dev.daemun.resourceserver.decoding;
