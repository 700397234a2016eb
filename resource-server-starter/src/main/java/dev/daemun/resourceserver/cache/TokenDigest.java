package dev.daemun.resourceserver.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a whole token, signature and all: one changed character gives another one. */
record TokenDigest(long first, long second, long third, long fourth) {
    // Cloning this one is cheaper than having the JDK look up the algorithm each time. Nothing is ever written to it.
    private static final MessageDigest SHA_256 = sha256();

    static TokenDigest of(String token) {
        ByteBuffer digest = ByteBuffer.wrap(fresh().digest(token.getBytes(StandardCharsets.UTF_8)));
        return new TokenDigest(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    @Override
    public int hashCode() {
        // Any part of a digest is evenly spread.
        return (int) first;
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
