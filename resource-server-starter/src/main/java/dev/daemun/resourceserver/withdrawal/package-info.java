/** Which tokens the issuer has withdrawn: heard from its revocation feed, kept in memory, and asked for every token. */
package dev.daemun.resourceserver.withdrawal;
