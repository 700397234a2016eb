package dev.daemun.testissuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * RSA key pairs for one issuer, which nobody else has until it is closed. Later ones get the same, under new ids, because a pair takes a
 * second of processor time to generate.
 */
final class RsaKeyPairs implements AutoCloseable {
    private static final Queue<RSAKey> FREE = new ConcurrentLinkedQueue<>();

    private final Queue<RSAKey> lent = new ConcurrentLinkedQueue<>();

    RSAKey next() throws JOSEException {
        RSAKey free = FREE.poll();
        RSAKey pair = free == null ? new RSAKeyGenerator(2048).generate() : free;
        lent.add(pair);
        return pair;
    }

    @Override
    public void close() {
        for (RSAKey pair = lent.poll(); pair != null; pair = lent.poll()) {
            FREE.add(pair);
        }
    }
}
