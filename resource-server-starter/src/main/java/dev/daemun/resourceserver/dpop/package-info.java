/** Proofs that the caller has the key which its token is bound to (DPoP, RFC 9449), the same for both stacks. */
package dev.daemun.resourceserver.dpop;
