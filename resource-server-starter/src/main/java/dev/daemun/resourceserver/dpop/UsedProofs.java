package dev.daemun.resourceserver.dpop;

import java.time.Duration;

/**
 * Remembers which proofs were used (RFC 9449 section 11.1), so that each is good once. An application may define a bean of its
 * own instead of the two that the starter has.
 */
public interface UsedProofs {
    /**
     * Remembers a proof, unless it is remembered already. Of two calls at the same time, one is the first use. It may wait, but
     * never long.
     *
     * @param proof a digest of 43 characters, letters, digits, hyphens and underscores only, which names the proof
     * @param kept how long it must be remembered at least: after that, the proof is refused for its age
     * @return whether this is its first use
     * @throws UsedProofsUnavailableException when that can't be known at the moment; the request is answered with 503
     */
    boolean isFirstUse(String proof, Duration kept);
}
