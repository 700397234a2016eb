/**
 * Which tokens the issuer has withdrawn: read from its revocation feed, kept in memory, and looked up for every token. The two
 * ways, of a token and of a withdrawal, are drawn in the package above.
 */
package dev.daemun.resourceserver.withdrawal;
