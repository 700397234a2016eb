package dev.daemun.resourceserver.dpop;

import java.time.Instant;

/**
 * Remembers which proofs were used (RFC 9449 section 11.1), so that each is good once. An application may define a bean of its
 * own instead of the two that the starter has.
 */
public interface UsedProofs {
    /**
     * Remembers a proof, unless it is remembered already. Of two calls at the same time, one is the first use. It may wait, but
     * never long.
     *
     * @param key the thumbprint of the key that the proof is signed with ({@code jkt}), so that no key takes the room of others
     * @param proof a digest of 43 characters, letters, digits, hyphens and underscores only, which names the proof; that of
     *     another key is another one
     * @param goodUntil after which the proof is refused for its age; it follows from the proof alone, so it is the same at each use
     * @return whether this is its first use
     * @throws TooManyProofsException when this key has used so many that it isn't known any more which; the request is answered
     *     with 429
     * @throws UsedProofsUnavailableException when it can't be known at the moment; the request is answered with 503
     */
    boolean isFirstUse(String key, String proof, Instant goodUntil);
}
