package dev.daemun.standins.apple;

import java.security.interfaces.ECPublicKey;
import java.util.Set;

/**
 * A Services ID, as it is registered at developer.apple.com, with the one key that signs for it.
 *
 * @param keyId the ten characters by which Apple names the key
 * @param key its public half; Apple keeps nothing else
 */
public record AppleClient(String clientId, String teamId, String keyId, ECPublicKey key, Set<String> redirectUris) {}
