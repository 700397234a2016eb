package dev.daemun.upstreamsignals.token;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.PublicKeysWrapper;
import org.keycloak.jose.jwk.JSONWebKeySet;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.util.JWKSUtils;
import org.keycloak.util.JsonSerialization;

/**
 * Reads a key set, of a bounded length and in a bounded time. Kakao waits three seconds for its answer, and the time-outs of Keycloak's
 * HTTP client only limit the pause between two bytes.
 */
record KeySetRequest(HttpClient http, ExecutorService threads) {
    private static final int LONGEST = 256 * 1024;
    private static final long MILLISECONDS = 2_000;

    PublicKeysWrapper get(String url) throws IOException {
        HttpGet request = new HttpGet(url);
        Future<byte[]> body = threads.submit(() -> http.execute(request, response -> {
            if (response.getStatusLine().getStatusCode() != 200) {
                throw new IOException("status " + response.getStatusLine().getStatusCode());
            }
            try (InputStream content = response.getEntity().getContent()) {
                byte[] read = content.readNBytes(LONGEST + 1);
                if (read.length > LONGEST) {
                    // Without this the client would read the rest before it gives the connection back.
                    request.abort();
                    throw new IOException("longer than " + LONGEST + " bytes");
                }
                return read;
            }
        }));
        try {
            return keys(body.get(MILLISECONDS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("The keys at " + url + " can't be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            request.abort();
        }
    }

    /** Those of its keys that verify signatures. */
    @SuppressWarnings("deprecation") // Keycloak has deprecated the use, and has no other way to read a key set by it
    static PublicKeysWrapper keys(byte[] answer) throws IOException {
        JSONWebKeySet set = JsonSerialization.readValue(answer, JSONWebKeySet.class);
        if (set == null || set.getKeys() == null) {
            throw new IOException("it is no key set");
        }
        List<KeyWrapper> good = new ArrayList<>();
        for (JWK key : set.getKeys()) {
            JSONWebKeySet alone = new JSONWebKeySet();
            alone.setKeys(new JWK[] {key});
            try {
                good.addAll(JWKSUtils.getKeyWrappersForUse(alone, JWK.Use.SIG).getKeys());
            } catch (RuntimeException e) {
                // A malformed key, or one of a kind that this Keycloak does not know, makes the others no worse.
            }
        }
        return new PublicKeysWrapper(good);
    }
}
