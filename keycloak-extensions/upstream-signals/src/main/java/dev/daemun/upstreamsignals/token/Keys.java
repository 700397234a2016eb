package dev.daemun.upstreamsignals.token;

import org.keycloak.crypto.SignatureVerifierContext;

/** The keys that a provider publishes. */
@FunctionalInterface
public interface Keys {
    /**
     * Verifies signatures with one of them.
     *
     * @throws RefusedToken when the provider publishes no such key, or its keys can't be read
     */
    SignatureVerifierContext verifier(String keyId, String algorithm) throws RefusedToken;
}
